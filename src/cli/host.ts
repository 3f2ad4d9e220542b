import type { Env } from '../core/env.ts'
import type { Asker } from './asker.ts'

/** What the command line has of the process around it: `main` gives the real one, a test its own. */
export type Host = {
  /** Without the program's own name. */
  readonly args: readonly string[]
  /** Of Node.js, such as 24.21.0. */
  readonly nodeVersion: string
  readonly env: Env
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** All of standard input, as text. */
  readonly input: () => Promise<string>
  /** Standard output is a terminal, so people read it. */
  readonly isTerminal: boolean
  /** Aborted when somebody asks the program to stop. */
  readonly stop: AbortSignal
  /** Who is told of an error that nobody caught, before the process ends. */
  readonly onCrash: (tell: (error: unknown) => void) => void
  /** Undefined when nobody is at a terminal. */
  readonly asker: (() => Promise<Asker>) | undefined
  /** Somebody asks to look at the files anew (SIGHUP). */
  readonly onHangUp?: (look: () => void) => void
  readonly startPlayground: (options: PlaygroundOptions) => Promise<Running>
}

export type PlaygroundOptions = {
  readonly port: number
  readonly out: (text: string) => void
}

export type Running = { stop(): Promise<void> }
