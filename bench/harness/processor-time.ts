import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second: proc(5), `sysconf(_SC_CLK_TCK)`. */
const TICK_MS = 10

/** Milliseconds of processor time that a process has used so far, with all its threads. */
export function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program is in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
