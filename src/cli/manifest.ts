import { manifestWishes } from '../app/manifest-wishes.ts'
import { SlackSettings } from '../slack/settings.ts'
import { slackManifest } from '../slack/manifest.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import type { Setup } from '../app/setup.ts'
import { loadSetup } from './load-setup.ts'
import { type DocumentOutput, sayDocument } from './output.ts'

type Options = {
  readonly config?: string
  readonly url?: string
  readonly output: DocumentOutput
}

/** Prints the Slack app manifest that fits the configuration, or the defaults without one. */
export async function manifest(
  { config: file, url, output }: Options,
  host: Host,
): Promise<ExitCode> {
  const setup = file === undefined ? undefined : await loadSetup(file, host.env)
  host.out(sayDocument(slackManifestOf(setup, url), output))
  return EXIT.fine
}

/** With the scopes that this setup needs, and no others. */
export const slackManifestOf = (setup: Setup | undefined, publicUrl: string | undefined) =>
  slackManifest(setup?.config.slack ?? SlackSettings.parse({}), {
    ...(setup && manifestWishes(setup.config, setup.policy)),
    ...(publicUrl !== undefined && { publicUrl }),
  })
