import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rightsOf } from '../app/rights.ts'
import { ConflictError } from '../core/errors.ts'
import { code, text } from '../core/text.ts'
import { kubeconfigContexts } from '../kube/credentials/kubeconfig.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { gatherAnswers } from './init/gather.ts'
import { nextSteps } from './init/next-steps.ts'
import type { Answers } from './init/question.ts'
import { setupFiles, type Templates } from './init/setup-files.ts'
import { readShipped, shippedManifests } from './init/shipped.ts'
import { createStaging, differences, isSecret } from './init/staging.ts'
import { loadSetup } from './load-setup.ts'
import { slackManifestOf } from './manifest.ts'
import { sayDocument } from './output.ts'
import { manifestOf } from './rbac-manifest.ts'
import { VERSION } from './version.ts'

export type InitOptions = {
  readonly folder: string
  readonly yes?: boolean | undefined
  readonly force?: boolean | undefined
  readonly flags: Partial<Answers>
}

/** Writes all that an installation needs into a folder, or nothing at all. */
export async function init(options: InitOptions, host: Host): Promise<ExitCode> {
  const answers = await gatherAnswers({
    flags: options.flags,
    around: { contexts: kubeconfigContexts(host.env), version: VERSION },
    asker: options.yes ? undefined : await host.asker?.(),
  })
  const files = setupFiles(answers, templates(answers.store))
  const staging = await createStaging(options.folder)
  try {
    await staging.write(files)
    const all = new Map([...files, ...(await derivedFiles(staging.folder, answers))])
    await staging.write(all)
    await refuseToOverwrite(options, all, host)
    await staging.publish(wanted(options.folder, [...all.keys()]))
  } finally {
    await staging.discard()
  }
  host.out(nextSteps(options.folder, answers))
  return EXIT.fine
}

/** A secret that somebody has put there stays, whatever is forced. */
const wanted = (folder: string, names: readonly string[]) =>
  names.filter((name) => !isSecret(name) || !existsSync(join(folder, name)))

/** What follows from the configuration, which is checked on the way as `validate` does. */
async function derivedFiles(folder: string, { cluster, namespace, url }: Answers) {
  const setup = await loadSetup(join(folder, 'config/deckwatch.yaml'), {})
  const subject = { kind: 'ServiceAccount', namespace, name: 'deckwatch' } as const
  const rights = rightsOf(setup.config, { cluster, details: false })
  const manifest = slackManifestOf(setup, url === '' ? undefined : url)
  return new Map([
    ['rbac.yaml', manifestOf(rights, { cluster, subject })],
    ['slack-manifest.yaml', sayDocument(manifest, 'yaml')],
  ])
}

const templates = (store: string): Templates => ({
  policy: readShipped('rbac/starter/policy.yaml'),
  tests: readShipped('rbac/starter/policy.test.yaml'),
  overlay: readShipped(`deploy/overlays/${store}/kustomization.yaml`),
  manifests: shippedManifests(),
})

async function refuseToOverwrite(
  { folder, force }: InitOptions,
  files: ReadonlyMap<string, string>,
  host: Host,
): Promise<void> {
  const found = await differences(folder, files)
  if (force || found.length === 0) return
  for (const { name, lines } of found) host.out(`${join(folder, name)}:\n${lines.join('\n')}\n\n`)
  throw new ConflictError(
    'files-differ',
    text`Nothing was written: ${String(found.length)} of the files are there already and differ, as shown.`,
    { hint: text`Add ${code('--force')} to overwrite them; secrets stay as they are.` },
  )
}
