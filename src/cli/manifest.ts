import { type Config, loadConfig } from '../config/load.ts'
import { SlackSettings } from '../slack/settings.ts'
import { slackManifest } from '../slack/manifest.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

type Options = { readonly config?: string; readonly url?: string }

/** Prints the Slack app manifest that fits the configuration, or the defaults without one. */
export async function manifest({ config: file, url }: Options, host: Host): Promise<ExitCode> {
  const config = file === undefined ? undefined : await loadConfig(file, host.env)
  const printed = slackManifest(config?.slack ?? SlackSettings.parse({}), {
    ...(config && wantedBy(config)),
    ...(url !== undefined && { publicUrl: url }),
  })
  host.out(`${JSON.stringify(printed, null, 2)}\n`)
  return EXIT.fine
}

function wantedBy({ identity }: Config) {
  return { email: identity.email.enabled, groups: Object.keys(identity.usergroups).length > 0 }
}
