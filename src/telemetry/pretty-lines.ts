import { prettyFactory } from 'pino-pretty'

/** Where lines go. Writes must be synchronous or ordered: a line must never be torn. */
export type Lines = { write(line: string): unknown }

/** Turns JSON lines into coloured ones for a terminal; in this thread, since a bundle has no worker files. */
export function prettyLines(destination: Lines): Lines {
  const format = prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  })
  return { write: (line) => destination.write(format(line)) }
}
