import type { SeenChange, SeenField } from '../../core/incidents/seen-change.ts'

/** What is changed of one workload within this time is told in one message. */
const WITHIN_MS = 60_000

/** Changes of one workload that are told together. */
export type Batch = {
  /** The same for the same change, also after a restart: the outbox knows it then. */
  readonly key: string
  /** All of them as one: from before the first to after the last. */
  readonly change: SeenChange
}

/** Puts changes of one workload together. */
export type Batches = { add(change: SeenChange): Batch }

export function createBatches(): Batches {
  const open = new Map<string, { readonly batch: Batch; readonly from: Date }>()
  const forgetOld = (now: Date) => {
    for (const [object, { from }] of open)
      if (now.getTime() - from.getTime() >= WITHIN_MS) open.delete(object)
  }
  return {
    add(change) {
      forgetOld(change.at)
      const { cluster, about, generation } = change
      const object = `${cluster}/${about.uid}`
      const known = open.get(object)
      const batch = known
        ? { ...known.batch, change: merged(known.batch.change, change) }
        : { key: `change/${object}/${generation}`, change }
      open.set(object, { batch, from: known?.from ?? change.at })
      return batch
    },
  }
}

function merged(first: SeenChange, second: SeenChange): SeenChange {
  const writers = new Set([first.by, second.by].flatMap((by) => by?.split(' and ') ?? []))
  return {
    ...first,
    ...second,
    at: first.at,
    generation: first.generation,
    changes: mergedFields(first.changes, second.changes),
    ...(writers.size > 0 && { by: [...writers].join(' and ') }),
  }
}

/** What was put back is gone; a hidden value that changed twice has changed. */
function mergedFields(
  first: readonly SeenField[],
  second: readonly SeenField[],
): readonly SeenField[] {
  const fields = new Map(first.map((one) => [one.field, one]))
  for (const one of second) {
    const before = fields.get(one.field)?.before
    fields.set(one.field, before === undefined ? one : { ...one, before })
  }
  return [...fields.values()].filter(({ before, after }) => before !== after)
}
