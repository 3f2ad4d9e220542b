import type { ClusterReader } from '../cluster.ts'
import { type Happening, happening, inOrder, KubeEvent } from './event.ts'

type Wanted = {
  /** Absent for every namespace. */
  readonly namespace?: string
  /** Only what happened to this object. */
  readonly subject?: { readonly kind: string; readonly name: string; readonly uid?: string }
}

/** Events are kept for an hour by default; more than this in one answer nobody reads. */
const MOST = 2000

/** What happened, oldest first. */
export async function readEvents(
  reader: ClusterReader,
  { namespace, subject }: Wanted,
): Promise<readonly Happening[]> {
  const kind = await reader.kind('events')
  const prefix = kind.group === '' ? 'involvedObject' : 'regarding'
  const fields = Object.entries(subject ?? {}).map(([key, value]) => `${prefix}.${key}=${value}`)
  const { items } = await reader.list(
    {
      kind,
      limit: MOST,
      ...(namespace !== undefined && { namespace }),
      ...(fields.length > 0 && { fieldSelector: fields.join(',') }),
    },
    KubeEvent,
  )
  const happenings = items.map(happening).filter(({ at }) => !Number.isNaN(at.getTime()))
  return inOrder(happenings)
}
