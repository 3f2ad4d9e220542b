import { channels } from '../../playground/slack/workspace.ts'
import type { ProgramOptions } from './start-program.ts'

/** What is added to the configuration so that every part is on: all detectors, every way in and out. */
export const ALL_PARTS = `
slack: { adminChannel: ${channels.alarms.id} }
audit: { checkpoints: { every: 1m, channel: ${channels.alarms.id} } }
notifications:
  channel: ${channels.ops.id}
  changes: { channel: ${channels.ops.id} }
  alertmanager: { port: 0 }
  deadman: { every: 10s }
`

/** Their secrets; nobody answers the dead man’s switch, which is no reason not to start. */
export const PARTS_ENV: ProgramOptions['env'] = {
  DECKWATCH_ALERTMANAGER_TOKEN: 'a-token-of-an-alertmanager',
  DECKWATCH_DEADMAN_URL: 'http://127.0.0.1:9/ping',
}
