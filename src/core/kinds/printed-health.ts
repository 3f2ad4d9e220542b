import type { PrintedTable } from '../cluster.ts'

type Columns = PrintedTable['columns']

const BAD_STATUS =
  /NotReady|Error|BackOff|Failed|Evicted|OOMKilled|Unknown|Lost|Pending|Crash|Invalid|Unavailable/
const FINISHED = ['Completed', 'Succeeded', 'Complete']

/** Whether a printed row, of whatever kind, tells of something that does not work (yet). */
export function isUnhealthy(columns: Columns, cells: readonly string[]): boolean {
  const cell = (name: string) => cells[columns.findIndex((one) => one.name.toLowerCase() === name)]
  const status = cell('status') ?? ''
  if (FINISHED.includes(status)) return false
  return BAD_STATUS.test(status) || !isReady(cell('ready'), cell('desired'))
}

/** `1/3`, `False`, or a number that is less than what is desired. */
function isReady(ready: string | undefined, desired: string | undefined): boolean {
  if (ready === undefined) return true
  const [have, want = desired] = ready.split('/')
  return ready !== 'False' && !(Number(have) < Number(want))
}
