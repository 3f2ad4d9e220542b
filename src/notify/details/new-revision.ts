import type { LateChange } from './late-change.ts'
import type { Subject } from '../../core/finding.ts'
import { Workload } from '../../core/kinds/workload.ts'
import type { FieldChange } from '../../core/plan.ts'
import { code, text, time } from '../../core/text.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { replicaSetsOf, revisionNumber } from '../incidents/replica-sets.ts'

/** The revision that began since then, with its images: it tells of a change that nobody saw as it was made. */
export function newRevision(about: Subject, look: Look, from: Date): LateChange | undefined {
  const [newest, before] = replicaSetsOf(about, look)
  if (!newest || !before || Date.parse(newest.createdAt) < from.getTime()) return undefined
  return {
    who: text`${time(new Date(newest.createdAt))} revision ${code(revisionNumber(newest))} began`,
    changes: imageChanges(before, newest),
    more: 0,
  }
}

function imageChanges(before: Watched, after: Watched): readonly FieldChange[] {
  const old = imagesOf(before)
  return [...imagesOf(after)].flatMap(([name, image]) => {
    const was = old.get(name) ?? null
    return was === image ? [] : [{ field: `${name} image`, before: was, after: image }]
  })
}

function imagesOf({ name, body }: Watched): ReadonlyMap<string, string> {
  const read = Workload.safeParse({ ...body, metadata: { name } })
  const containers = read.data?.spec?.template?.spec?.containers ?? []
  return new Map(containers.map((one) => [one.name, one.image ?? '']))
}
