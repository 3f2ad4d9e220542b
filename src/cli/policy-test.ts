import { commands } from '../../commands/index.ts'
import { PolicyTestsDocument } from '../../rbac/what-if/policy-tests.ts'
import { sayPolicyTests } from '../../rbac/what-if/policy-tests-text.ts'
import { runPolicyTests } from '../../rbac/what-if/run-policy-tests.ts'
import { readText } from '../config/load.ts'
import { readYaml } from '../config/yaml.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'

type Options = { readonly config: string; readonly file: string }

/** Runs the cases of a file against the policy; wrong when one fails. */
export async function testPolicy({ config: path, file }: Options, host: Host): Promise<ExitCode> {
  const { config, policy } = await loadSetup(path, host.env)
  const source = readYaml({ file, text: await readText(file) }, PolicyTestsDocument)
  const results = runPolicyTests(source, {
    policy,
    commands,
    clusters: config.clusters,
    people: config.identity.users,
  })
  host.out(`${sayPolicyTests(results)}\n`)
  return results.every(({ passed }) => passed) ? EXIT.fine : EXIT.wrong
}
