import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { SHIPPED_ENV, SHIPPED_FLAGS } from './as-shipped.ts'

export type Program = {
  readonly pid: number
  /** Milliseconds from the start of the process to the line that says it is ready. */
  readonly readyMs: number
  /** Runs `work` and tells how long the program's event loop stood still meanwhile, at most. */
  longestPause(work: () => Promise<void>): Promise<number>
  stop(): Promise<void>
}

export type ProgramOptions = {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** Without it the program runs exactly as shipped. */
  readonly watched?: boolean
}

const WATCH = ['--import', new URL('watch-process.ts', import.meta.url).href]
const BUNDLE = new URL('../../dist/deckwatch.js', import.meta.url).pathname

/** Starts the bundle as its own process and waits until it is ready. Throws with its last words when it ends before. */
export async function startProgram({
  folder,
  env,
  watched = false,
}: ProgramOptions): Promise<Program> {
  const from = performance.now()
  const child = spawn(
    process.execPath,
    [...SHIPPED_FLAGS, ...(watched ? WATCH : []), BUNDLE, 'run'],
    {
      cwd: folder,
      env: { ...SHIPPED_ENV, ...env },
      stdio: ['ignore', 'pipe', 'inherit', ...(watched ? (['ipc'] as const) : [])],
    },
  )
  await untilReady(child)
  const readyMs = performance.now() - from
  return {
    pid: child.pid ?? 0,
    readyMs,
    async longestPause(work) {
      await question(child, 'reset')
      await work()
      return await question(child, 'read')
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const last: string[] = []
  child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${last.join('\n')}`)))
  if (!child.stdout) throw new Error('the program has no standard output')
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (last.push(line) > 20) last.shift()
    if (line.includes('"msg":"bot ready"')) resolve()
  })
  return promise
}

async function question(child: ChildProcess, words: 'reset' | 'read'): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  child.once('message', (answer) => resolve(Number(answer)))
  child.send(words)
  return await promise
}
