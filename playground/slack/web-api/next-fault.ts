import type { Clock } from '../../../src/core/seams.ts'
import type { ApiFault, PlannedFaults } from '../faults.ts'

/** A fault that takes the place of the answer. */
export type Strike = Exclude<ApiFault, { readonly fault: 'slow' }>

type Call = Parameters<PlannedFaults['takeApi']>[0]

/** What goes wrong with this call; one that is merely slow is waited for here. */
export async function nextFault(
  faults: PlannedFaults,
  clock: Clock,
  call: Call,
): Promise<Strike | undefined> {
  const fault = faults.takeApi(call)
  if (fault?.fault !== 'slow') return fault
  await clock.sleep(fault.ms)
  return undefined
}
