import { watchedAs } from '../../core/about/references.ts'
import type { Severity, Subject } from '../../core/finding.ts'
import { type Text, text } from '../../core/text.ts'
import type { Look } from '../../core/watched.ts'
import { replicasOf } from '../reading/replicas.ts'

/** How badly a workload is hit: nothing of it left is critical, and how much is left is worth a line. */
export function impactOn(
  about: Subject,
  look: Look,
): { readonly severity?: Severity; readonly lines: readonly Text[] } {
  const workload = watchedAs(about, look)
  const counts = workload && replicasOf(workload)
  if (!counts || counts.desired === 0) return { lines: [] }
  const { available, desired } = counts
  const lines = [text`${available} of ${desired} available`]
  return available === 0 ? { severity: 'critical', lines } : { lines }
}
