import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { SHIPPED_ENV, SHIPPED_FLAGS } from '../../bench/field/as-shipped.ts'
import { residentMemory } from '../../bench/harness/resident-memory.ts'

export const BUNDLE = new URL('../../dist/deckwatch.js', import.meta.url).pathname
const PROBE = new URL('probe.ts', import.meta.url)
/** As the image starts it, and with what the probe needs. */
const FLAGS = [...SHIPPED_FLAGS, '--expose-gc', '--import', './probe.mjs']
/** Of `/proc/PID/stat`, on every Linux. */
const TICKS_PER_SECOND = 100

const Line = z.looseObject({ level: z.string(), msg: z.string() })
export type Line = z.infer<typeof Line>
const Vitals = z.object({ heap: z.number(), resources: z.number() })
/** What is left after the garbage is collected. */
export type Vitals = z.infer<typeof Vitals>

export type SoakedBot = {
  readonly health: string
  readonly alertmanager: string
  /** In bytes. */
  resident(): number
  descriptors(): number
  /** CPU seconds so far, all threads. */
  cpu(): number
  vitals(): Promise<Vitals>
  /** Of every message of its log, how often it came, with its level before it. */
  readonly said: ReadonlyMap<string, number>
  /** How it ended although nobody had asked; undefined while all is well. */
  broke(): string | undefined
  reload(): void
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>
}

type Options = { readonly folder: string; readonly env: Readonly<Record<string, string>> }

/** The bundle as a process of its own. What it writes is kept in bot.log. */
export async function startBot({ folder, env }: Options): Promise<SoakedBot> {
  // What strips types in the bot would weigh more than what is measured.
  writeFileSync(join(folder, 'probe.mjs'), stripTypeScriptTypes(readFileSync(PROBE, 'utf8')))
  const child = spawn(process.execPath, [...FLAGS, BUNDLE, 'run'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...SHIPPED_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = new Map<string, number>()
  const log = createWriteStream(join(folder, 'bot.log'))
  let ended: string | undefined
  let wanted = false
  child.once('exit', (code, signal) => {
    if (!wanted) ended = `ended by itself with ${signal ?? code}`
  })
  child.stderr?.pipe(log, { end: false })
  const { health, alerts } = await listening(child, (line, written) => {
    log.write(`${written}\n`)
    const name = `${line.level}: ${line.msg}`
    said.set(name, (said.get(name) ?? 0) + 1)
  })
  const pid = child.pid ?? 0
  return {
    health: `http://127.0.0.1:${health}`,
    alertmanager: `http://127.0.0.1:${alerts}/alertmanager`,
    resident: () => residentMemory(pid),
    descriptors: () => readdirSync(`/proc/${pid}/fd`).length,
    cpu: () => cpuOf(pid),
    async vitals() {
      const answer = once(child, 'message')
      child.send('vitals')
      return Vitals.parse((await answer)[0])
    },
    said,
    broke: () => ended,
    reload: () => void child.kill('SIGHUP'),
    async stop() {
      wanted = true
      if (child.exitCode !== null) return child.exitCode
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      return child.exitCode
    },
  }
}

const Ready = z.looseObject({ msg: z.literal('bot ready'), healthPort: z.number() })
const Alerts = z.looseObject({ msg: z.literal('listening for Alertmanager'), port: z.number() })
type Ports = { readonly health: number; readonly alerts: number }

/** Resolves once it is ready, with the ports it chose. */
function listening(
  child: ChildProcess,
  keep: (line: Line, written: string) => void,
): Promise<Ports> {
  const { promise, resolve, reject } = Promise.withResolvers<Ports>()
  let alerts = 0
  child.once('exit', (code) => reject(new Error(`the bot did not get ready: ${code}`)))
  if (!child.stdout) throw new Error('the bot has no standard output')
  createInterface({ input: child.stdout }).on('line', (written) => {
    const read: unknown = JSON.parse(written)
    keep(Line.parse(read), written)
    alerts = Alerts.safeParse(read).data?.port ?? alerts
    const ready = Ready.safeParse(read).data
    if (ready) resolve({ health: ready.healthPort, alerts })
  })
  return promise
}

/** CPU seconds that a process has used. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name before it may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
