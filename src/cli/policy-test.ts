import { commands } from '../../commands/index.ts'
import { PolicyTestsDocument } from '../../rbac/what-if/policy-tests.ts'
import { sayPolicyTests } from '../../rbac/what-if/policy-tests-text.ts'
import { type PolicyTestResult, runPolicyTests } from '../../rbac/what-if/run-policy-tests.ts'
import { readText } from '../config/load.ts'
import { readYaml } from '../config/yaml.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type Output, printAnswer } from './output.ts'

type Options = { readonly config: string; readonly file: string; readonly output: Output }

/** Runs the cases of a file against the policy; wrong when one fails. */
export async function testPolicy(
  { config: path, file, output }: Options,
  host: Host,
): Promise<ExitCode> {
  const { config, policy } = await loadSetup(path, host.env)
  const source = readYaml({ file, text: await readText(file) }, PolicyTestsDocument)
  const results = runPolicyTests(source, {
    policy,
    commands,
    clusters: config.clusters,
    people: config.identity.users,
  })
  const failed = results.filter(({ passed }) => !passed).length
  const cases = results.map(asData)
  const data = { passed: results.length - failed, failed, cases }
  printAnswer({ words: () => sayPolicyTests(results), data }, output, host)
  return failed === 0 ? EXIT.fine : EXIT.wrong
}

/** The explanation is for people. */
const asData = ({ name, line, passed, expected, got, verdict }: PolicyTestResult) => ({
  name,
  line,
  passed,
  expected,
  got,
  verdict,
})
