import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { channels } from '../../playground/slack/workspace.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { sql } from 'kysely'
import { UNTOUCHED } from './history.ts'
import { CONFIG } from './settings.ts'
import type { Ground, Stage } from './stage.ts'

export type Weather = {
  /** What struck, and how often. */
  readonly struck: ReadonlyMap<string, number>
  /** Ends the strike under way, and everything is well again. */
  stop(): Promise<void>
}

type Sky = Pick<Stage, 'slack' | 'store' | 'folder'> & {
  readonly ground: Ground
  readonly signal: AbortSignal
}
type Strike = (sky: Sky) => void | Promise<void>

/** With so many kinds of strikes, each comes every five or six minutes. */
const PAUSE_MS = 13_000

/** Something fails, one thing after the other, in this cluster or the other, for ever. */
export function startWeather({ slack, store, folder, grounds }: Stage): Weather {
  const struck = new Map<string, number>()
  const end = new AbortController()
  const raging = (async () => {
    for (let at = 0; !end.signal.aborted; at++) {
      const [name, strike] = STRIKES[at % STRIKES.length] ?? never()
      const ground = grounds[Math.floor(at / STRIKES.length + at) % grounds.length] ?? never()
      await strike({ slack, store, folder, ground, signal: end.signal })
      struck.set(name, (struck.get(name) ?? 0) + 1)
      await pause(end.signal, PAUSE_MS)
    }
  })()
  return {
    struck,
    async stop() {
      end.abort()
      await raging
      slack.faults.clear()
      for (const { cluster } of grounds) cluster.faults.clear()
    },
  }
}

const pause = (signal: AbortSignal, ms: number) =>
  sleep(ms, undefined, { signal }).catch(() => undefined)

const BOT_ONLY = { path: new RegExp(`^(?!.*${UNTOUCHED}=)`) }
const WATCHES = { ...BOT_ONLY, watch: true }
const CALLS = { ...BOT_ONLY, watch: false }

const STRIKES: readonly (readonly [string, Strike])[] = [
  [
    'Slack refreshes a socket',
    ({ slack }) => slack.socket.disconnect('refresh_requested', 'first'),
  ],
  ['history is gone: 410', ({ ground }) => gone(ground)],
  ['Slack cuts every socket', ({ slack }) => slack.socket.cut()],
  ['the API server is away', ({ ground, signal }) => away(ground, signal)],
  [
    'Slack answers 429',
    ({ slack }) => slack.faults.api({}, { fault: 'rate-limited', retryAfter: 2 }, 4),
  ],
  ['watches break off in a line', ({ ground }) => cutWatches(ground)],
  ['Slack answers 503', ({ slack }) => slack.faults.api({}, { fault: 'status', status: 503 }, 4)],
  ['the API server answers 429', ({ ground }) => fail(ground, { code: 429, retryAfter: 1 })],
  ['deliveries come twice', ({ slack }) => (slack.faults.duplicate(3), slack.faults.redeliver(3))],
  ['the API server answers 500', ({ ground }) => fail(ground, { code: 500 })],
  ['a post’s answer is lost', ({ slack }) => loseAnswer(slack)],
  ['the network freezes', ({ ground, signal }) => frozen(ground, signal)],
  ['Slack warns', ({ slack }) => slack.socket.disconnect('warning')],
  ['the answer to a write is lost', ({ ground }) => loseWrite(ground)],
  ['upgrades are refused', ({ slack }) => refuseSockets(slack)],
  ['connections are reset', ({ ground }) => ground.cable.cut()],
  ['Slack resets connections', ({ slack }) => slack.faults.api({}, { fault: 'reset' }, 3)],
  ['credentials are refused once', ({ ground }) => fail(ground, { code: 401, times: 1 })],
  ['Slack answers with a page', ({ slack }) => slack.faults.api({}, { fault: 'html' }, 2)],
  [
    'answers end too early',
    ({ ground }) => void ground.cluster.faults.inject({ fault: 'truncate' }, CALLS, 2),
  ],
  ['junk on a socket', ({ slack }) => slack.socket.junk('{"type":"what is this"}')],
  [
    'a proxy answers with a page',
    ({ ground }) => void ground.cluster.faults.inject({ fault: 'html' }, BOT_ONLY, 2),
  ],
  ['the configuration changes', ({ folder }) => reconfigure(folder)],
  ['another process works on the store', ({ store }) => vacuum(store)],
]

type Failing = { readonly code: number; readonly retryAfter?: number; readonly times?: number }

function fail({ cluster }: Ground, { times = 6, ...how }: Failing): void {
  cluster.faults.inject({ fault: 'status', ...how }, BOT_ONLY, times)
}

/** All watches begin anew, from a version that nobody remembers. */
function gone({ cluster, cable }: Ground): void {
  cluster.compact()
  cable.cut()
}

function cutWatches({ cluster, cable }: Ground): void {
  cluster.faults.inject({ fault: 'cut-watch', after: 1 }, WATCHES, 5)
  cable.cut()
}

async function away({ cable }: Ground, signal: AbortSignal): Promise<void> {
  cable.down()
  await pause(signal, 8_000)
  cable.up()
}

async function frozen({ cable }: Ground, signal: AbortSignal): Promise<void> {
  cable.freeze()
  await pause(signal, 20_000)
  cable.up()
}

/** It was made, and nobody is told so. */
function loseWrite({ cluster }: Ground): void {
  cluster.faults.inject({ fault: 'reset', when: 'after' }, { ...BOT_ONLY, method: 'PATCH' })
}

function loseAnswer({ faults }: Stage['slack']): void {
  for (const { id } of [channels.alarms, channels.platform])
    faults.api({ method: 'chat.postMessage', channel: id }, { fault: 'reset', stored: true })
}

function refuseSockets({ faults, socket }: Stage['slack']): void {
  faults.api({ method: 'apps.connections.open' }, { fault: 'status', status: 500 }, 2)
  faults.socket('refuse-upgrade', 2)
  socket.disconnect('refresh_requested')
}

let burst = 100

/** The bot follows its files: another limit each time. */
function reconfigure(folder: string): void {
  burst++
  writeFileSync(join(folder, 'deckwatch.yaml'), `${CONFIG}limits: { total: { burst: ${burst} } }\n`)
}

/** An operator makes the file small, while it is in use. */
async function vacuum(store: Stage['store']): Promise<void> {
  if (store.engine !== 'sqlite') return
  const db = await openDatabase(store, { create: false })
  await sql`vacuum`.execute(db).catch(() => undefined)
  await db.destroy()
}

function never(): never {
  throw new Error('there is weather everywhere')
}
