import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export const PROGRAM = process.env['DECKWATCH_CRASH_PROGRAM'] ?? 'src/main.ts'
const READY_MS = 180_000

const Line = z.looseObject({ level: z.string(), msg: z.string() })
export type Line = z.infer<typeof Line>

/** The bot as a process of its own, which can be killed at any moment. */
export type BotProcess = {
  /** Resolves once it says that it is ready; false when it was killed before. */
  readonly ready: Promise<boolean>
  /** At once, without a chance to clean up. */
  kill(): void
  isAlive(): boolean
  /** Asks it to stop, and waits until it did. */
  stop(): Promise<void>
  readonly gone: Promise<void>
  /** Null until it ended, or where a signal ended it. */
  exitCode(): number | null
}

export type BotOptions = {
  /** Holds deckwatch.yaml; its lines are kept in bot.log there. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly onLine: (line: Line) => void
  /** It ended, and nobody had asked it to. */
  readonly onBroke: (how: string) => void
}

export function startBotProcess({ folder, env, onLine, onBroke }: BotOptions): BotProcess {
  const config = join(folder, 'deckwatch.yaml')
  const child = spawn(process.execPath, [PROGRAM, 'run', '--config', config], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let wanted = false
  const keep = (text: string) => appendFileSync(join(folder, 'bot.log'), `${text}\n`)
  const ready = untilReady(child, (line) => {
    keep(line)
    const read = readLine(line)
    if (read) onLine(read)
    return read?.msg === 'bot ready'
  })
  createInterface({ input: child.stderr }).on('line', keep)
  const untilGone = async () => {
    await once(child, 'exit')
    const how = child.signalCode ?? String(child.exitCode)
    keep(`-- gone: ${how}`)
    if (!wanted) onBroke(`the bot ended by itself: ${how}`)
  }
  const gone = untilGone()
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    wanted = true
    child.kill(signal)
  }
  return {
    ready,
    gone,
    exitCode: () => child.exitCode,
    kill: () => end('SIGKILL'),
    isAlive: () => !wanted && child.exitCode === null,
    stop: async () => {
      end('SIGTERM')
      await gone
    },
  }
}

function untilReady(child: ChildProcess, isReady: (line: string) => boolean): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => reject(new Error('the bot did not get ready')), READY_MS)
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => isReady(line) && resolve(true))
  child.once('exit', () => resolve(false))
  return promise.finally(() => clearTimeout(timer))
}

function readLine(line: string): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
