import type { LabelSet, Labels, Metric } from '../core/meter.ts'

/** More than these would only fill the page. */
const MOST = 64

/** The series that a counter begins with: all that its labels can say, where that is known and not much. */
export function zeroSeries({ type, labels }: Metric): readonly Labels<LabelSet>[] {
  if (type !== 'counter') return []
  const sets = Object.entries(labels).map(([label, values]) =>
    'bounded' in values ? [] : values.map((value) => ({ [label]: value })),
  )
  const all = sets.reduce<readonly Readonly<Record<string, string>>[]>(
    (some, set) => some.flatMap((one) => set.map((more) => ({ ...one, ...more }))),
    [{}],
  )
  return all.length > MOST ? [] : all
}
