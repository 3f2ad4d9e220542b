import { prettyFactory } from 'pino-pretty'
import { harmless } from '../core/words/harmless.ts'

/** Where lines go. Writes must be synchronous or ordered: a line must never be torn. */
export type Lines = { write(line: string): unknown }

/** Turns JSON lines into coloured ones for a terminal; in this thread, since a bundle has no worker files. */
export function prettyLines(destination: Lines): Lines {
  const format = prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  })
  return { write: (line) => destination.write(format(JSON.parse(line, harmlessText))) }
}

/** Servers say things that are logged. */
const harmlessText = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? harmless(value) : value
