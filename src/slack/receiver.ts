import type { App, Receiver } from '@slack/bolt'
import { sameJson } from '../core/canonical.ts'
import { UnavailableError } from '../core/errors.ts'
import type { Clock, Seams } from '../core/seams.ts'
import { text } from '../core/text.ts'
import { createHttpReceiver } from './http/http-receiver.ts'
import type { Arrivals } from './intake/arrivals.ts'
import type { SlackAccess } from './settings.ts'
import { createSocketReceiver } from './socket/socket-receiver.ts'
import { meteredWeb } from './web/metered-web.ts'
import { createWeb } from './web/web.ts'

export type OurReceiver = Receiver & {
  /** Lets nothing more in, and turns nobody away; `stop` does not take the time for that. */
  close(): Promise<void>
  unready(): string | undefined
  lostSince?(): Date | undefined
  open?(): number
}

type Parts = Omit<Seams, 'ids'> & { readonly arrivals: Arrivals }

/** How what people say reaches us. `now` is asked for what may change while it listens. */
export function createReceiver(
  { settings, secrets }: SlackAccess,
  now: () => SlackAccess,
  parts: Parts,
): OurReceiver {
  if (settings.mode === 'http') {
    const rules = () => ({
      path: now().settings.http.path,
      signingSecret: now().secrets.signingSecret ?? '',
      drainMs: now().settings.http.drain,
    })
    return createHttpReceiver({ ...parts, port: settings.http.port, rules })
  }
  const { apiUrl, connections } = settings
  const web = meteredWeb(createWeb({ ...parts, apiUrl, token: secrets.appToken ?? '' }), parts)
  return createSocketReceiver({ ...parts, web, connections })
}

/** Whether one that listens for the first may go on for the second. */
export const listensAlike = (one: SlackAccess, other: SlackAccess): boolean =>
  sameJson(listening(one), listening(other))

function listening({ settings: { mode, http, connections, apiUrl }, secrets }: SlackAccess) {
  return mode === 'http' ? { port: http.port } : { connections, apiUrl, token: secrets.appToken }
}

const PATIENCE_MS = 30_000

/** Listens beside the one that is there. Throws ConfigError when Slack refuses it, UnavailableError when it is away. */
export async function startBeside(receiver: OurReceiver, app: App, clock: Clock): Promise<void> {
  receiver.init(app)
  const patience = new AbortController()
  const late = clock.sleep(PATIENCE_MS, patience.signal).then(() => {
    throw new UnavailableError('slack-away', text`Slack does not take the new connections now.`)
  })
  try {
    await Promise.race([receiver.start(), late])
  } catch (error) {
    await receiver.stop()
    throw error
  } finally {
    patience.abort()
    late.catch(() => undefined)
  }
}
