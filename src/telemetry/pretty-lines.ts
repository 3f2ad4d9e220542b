import { prettyFactory } from 'pino-pretty'
import type { Lines } from './log.ts'

/** Turns JSON lines into coloured ones for a terminal; in this thread, since a bundle has no worker files. */
export function prettyLines(destination: Lines): Lines {
  const format = prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  })
  return { write: (line) => destination.write(format(line)) }
}
