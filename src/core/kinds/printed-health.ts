import type { PrintedTable } from '../cluster.ts'

const BAD_STATUS =
  /NotReady|Error|BackOff|Failed|Evicted|OOMKilled|Unknown|Lost|Pending|Crash|Invalid|Unavailable/
const FINISHED = ['Completed', 'Succeeded', 'Complete']

/**
 * Tells of a row of a table with these columns, of whatever kind, whether it stands for something that does not
 * work (yet).
 */
export function unhealthyIn(
  columns: PrintedTable['columns'],
): (cells: readonly string[]) => boolean {
  const at = (name: string) => columns.findIndex((column) => column.name.toLowerCase() === name)
  const [status, ready, desired] = [at('status'), at('ready'), at('desired')]
  return (cells) => {
    const said = cells[status] ?? ''
    if (FINISHED.includes(said)) return false
    return BAD_STATUS.test(said) || !isReady(cells[ready], cells[desired])
  }
}

/** `1/3`, `False`, or a number that is less than what is desired. */
function isReady(ready: string | undefined, desired: string | undefined): boolean {
  if (ready === undefined) return true
  const [have, want = desired] = ready.split('/')
  return ready !== 'False' && !(Number(have) < Number(want))
}
