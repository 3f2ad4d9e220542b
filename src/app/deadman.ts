import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { NotificationSettings } from '../notify/settings.ts'
import { createDeadman, type Deadman } from '../telemetry/deadman.ts'
import { createFollowing, type Following } from './following.ts'
import type { Setup } from './setup.ts'

const NAME = 'DECKWATCH_DEADMAN_URL'

type Around = {
  readonly clock: Clock
  readonly log: Log
  readonly store: Service
  readonly slack: Service
  readonly unwell?: () => string | undefined
}

type Parts = Around & {
  readonly settings: NotificationSettings | undefined
  readonly env: Env
}

/** The dead man's switch by the settings of the moment. */
export function createDeadmanFollowing(around: Around, first: Setup): Following<Deadman> {
  return createFollowing(
    {
      name: 'dead man’s switch',
      slice: ({ config, secrets: { env } }) => [config.notifications?.deadman, env[NAME]?.trim()],
      build: ({ config: { notifications: settings }, secrets: { env } }) =>
        buildDeadman({ ...around, settings, env }),
    },
    first,
  )
}

/** The dead man's switch where one is configured. Throws ConfigError when its address is missing or is none. */
export function buildDeadman(parts: Parts): Deadman | undefined {
  const { settings, env, store, slack, unwell, log } = parts
  const url = env[NAME]?.trim() ?? ''
  if (!settings?.deadman) {
    if (url !== '') log.warn({}, `${NAME} is set, but notifications.deadman is not: it is not used`)
    return undefined
  }
  throwUnlessUsable(url)
  const { every: everyMs, method } = settings.deadman
  return createDeadman({
    ...parts,
    url,
    method,
    everyMs,
    unwell: () => store.unready() ?? slack.unready() ?? unwell?.(),
  })
}

function throwUnlessUsable(text: string): void {
  if (text === '')
    throw new ConfigError([`${NAME} is not set: notifications.deadman needs the address to ping.`])
  const url = URL.parse(text)
  if (!url || !/^https?:$/u.test(url.protocol))
    throw new ConfigError([`${NAME} is no http or https address.`])
  if (url.username !== '' || url.password !== '')
    throw new ConfigError([`${NAME} holds a user name: only the address itself can be secret.`])
}
