import { randomUUID } from 'node:crypto'
import { resourceId, type KindDefinition } from '../kinds/define-kind.ts'
import type { Pace } from '../pace.ts'
import { refuse } from '../rest/refusals.ts'
import { admitObject } from './admit-object.ts'
import { keyOf, refOf, type KubeObject, type Ref } from './kube-object.ts'
import type { Change, Ledger } from './ledger.ts'
import { createOrder } from './order.ts'
import { planRemoval, type Removal } from './removal.ts'
import { prepareCreate, prepareUpdate, type Part } from './write.ts'

export type Write = { readonly dryRun?: boolean; readonly part?: Part; readonly manager?: string }

/** All objects of one kind, with the life that the API server gives them. */
export type Resource<T extends KubeObject = KubeObject> = {
  readonly definition: KindDefinition<T>
  get(ref: Ref): T | undefined
  /** In order of namespace and name; every namespace when none is given. */
  list(namespace?: string): readonly T[]
  /** Throws StatusError: 409 exists, 422 invalid. */
  create(draft: unknown, write?: Write): T
  /** Throws StatusError: 404, 409 stale, 422. Unchanged objects keep their resource version. */
  update(ref: Ref, change: (current: T) => unknown, write?: Write): T
  /** What is left: the object while it is going, or undefined once it is gone. */
  remove(ref: Ref, removal?: Removal): T | undefined
  /** The stored object as its kind's own type. */
  own(object: KubeObject): T
}

export type Foundation = {
  readonly ledger: Ledger
  readonly pace: Pace
  /** Admission: throws StatusError to refuse what is about to be stored. */
  admit(definition: KindDefinition, object: KubeObject): void
}

export function createResource<T extends KubeObject>(
  definition: KindDefinition<T>,
  { ledger, pace, admit }: Foundation,
): Resource<T> {
  const objects = new Map<string, T>()
  const mine = new WeakMap<KubeObject, T>()
  const id = resourceId(definition)
  const order = createOrder()
  const must = (ref: Ref) => {
    const found = objects.get(keyOf(ref))
    if (!found) throw refuse.notFound(definition, ref.name)
    return found
  }
  const write = (type: Change['type'], draft: KubeObject, previous?: T): T => {
    const revision = ledger.next()
    const metadata = { ...draft.metadata, resourceVersion: String(revision) }
    const object = definition.shape.parse({ ...draft, metadata })
    mine.set(object, object)
    const key = keyOf(refOf(object))
    if (type === 'ADDED') order.add(key)
    if (type === 'DELETED') order.remove(key)
    if (type === 'DELETED') objects.delete(key)
    else objects.set(key, object)
    ledger.record({ resource: id, type, revision, object, ...(previous && { previous }) })
    return object
  }
  return {
    definition,
    get: (ref) => objects.get(keyOf(ref)),
    list: (namespace) =>
      order.keys(namespace ? `${namespace}/` : '').flatMap((key) => objects.get(key) ?? []),
    create(draft, { dryRun = false, manager } = {}) {
      const birth = { uid: randomUUID(), at: pace.stamp(), ...(manager && { manager }) }
      const prepared = prepareCreate(definition, draft, birth)
      const object = admitObject(definition, prepared, undefined)
      if (objects.has(keyOf(refOf(object)))) throw refuse.exists(definition, object.metadata.name)
      admit(definition, object)
      return dryRun ? object : write('ADDED', object)
    },
    update(ref, change, { dryRun = false, part = 'whole', manager } = {}) {
      const current = must(ref)
      const changed = change(current)
      const at = { changed, part, at: pace.stamp(), ...(manager && { manager }) }
      const prepared = prepareUpdate(definition, current, at)
      const object = admitObject(definition, prepared, current)
      if (prepared === current) return current
      if (dryRun) return object
      const leaving = object.metadata.deletionTimestamp && isFreed(definition, object)
      return write(leaving ? 'DELETED' : 'MODIFIED', object, current)
    },
    remove(ref, removal = {}) {
      const current = must(ref)
      const next = planRemoval(definition, current, { ...removal, now: pace.now() })
      if (removal.dryRun) return next === 'gone' ? undefined : definition.shape.parse(next)
      if (next === current) return current
      if (next !== 'gone') return write('MODIFIED', definition.shape.parse(next), current)
      write('DELETED', current, current)
      return undefined
    },
    own: (object) => mine.get(object) ?? definition.shape.parse(object),
  }
}

const isFreed = (definition: KindDefinition, object: KubeObject) =>
  definition.deletion === 'plain' && (object.metadata.finalizers ?? []).length === 0
