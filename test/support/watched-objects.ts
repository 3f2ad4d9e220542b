import type { Look, Watched, WatchedOwner } from '../../src/core/watched.ts'

type Wishes = Partial<Watched> & { readonly spec?: unknown; readonly status?: unknown }

/** `2026-03-02T10:00:00Z`: now, wherever detectors are tested. */
export const NOW = new Date('2026-03-02T10:00:00Z')

/** A moment so many seconds ago, as the API server writes it. */
export const ago = (seconds: number): string =>
  new Date(NOW.getTime() - seconds * 1000).toISOString().replace('.000Z', 'Z')

/** Any object as the informers keep it. `pods/web-1` or `deployments.apps/web`. */
export function watched(what: string, { spec, status, body, ...wishes }: Wishes = {}): Watched {
  const [full = '', name = ''] = what.split('/')
  const [resource = '', ...group] = full.split('.')
  return {
    group: group.join('.'),
    resource,
    uid: `uid-${what}`,
    name,
    namespace: 'shop',
    resourceVersion: '1',
    generation: 1,
    createdAt: ago(3600),
    labels: {},
    annotations: {},
    owners: [],
    body: { spec, status, ...body },
    ...wishes,
  }
}

export function ownedBy(owner: Watched, kind: string): readonly WatchedOwner[] {
  const { group, name, uid } = owner
  return [{ group, kind, name, uid, controller: true }]
}

/** All that is known, from a plain list. */
export function lookAt(...objects: readonly Watched[]): Look {
  const named = (one: Watched) => (one.group === '' ? one.resource : `${one.resource}.${one.group}`)
  const list = (resource: string, namespace?: string) =>
    objects.filter((one) => named(one) === resource && (!namespace || one.namespace === namespace))
  return {
    get: (resource, name, namespace) =>
      list(resource).find(
        (one) => one.name === name && (!namespace || one.namespace === namespace),
      ),
    list,
    ownedBy: ({ uid, namespace }, resource) =>
      list(resource, namespace).filter(({ owners }) => owners[0]?.uid === uid),
    onNode: (node) =>
      list('pods').filter(({ body: { spec } }) => {
        return (
          typeof spec === 'object' && spec !== null && 'nodeName' in spec && spec.nodeName === node
        )
      }),
    byUid: (uid) => objects.find((one) => one.uid === uid),
    knows: (resource) => list(resource).length > 0,
  }
}

type ContainerWishes = {
  readonly name?: string
  readonly waiting?: string
  readonly message?: string
  readonly runningFor?: number
  readonly exit?: number
  readonly exitReason?: string
  /** Ended now, rather than before. */
  readonly isEnded?: boolean
  readonly restarts?: number
  readonly ready?: boolean
}

/** What the kubelet reports of one container. */
export function container(wishes: ContainerWishes = {}) {
  const { name = 'app', restarts = 0, waiting, isEnded = false } = wishes
  const ended = endOf(wishes)
  return {
    name,
    image: 'web:1.5',
    ready: wishes.ready ?? (!waiting && !isEnded),
    restartCount: restarts,
    state: isEnded ? ended : liveOf(wishes),
    lastState: isEnded ? {} : ended,
  }
}

const endOf = ({ exit, exitReason = 'Error' }: ContainerWishes) =>
  exit === undefined
    ? {}
    : { terminated: { exitCode: exit, reason: exitReason, finishedAt: ago(30) } }

const liveOf = ({ waiting, message = '', runningFor = 3000 }: ContainerWishes) =>
  waiting ? { waiting: { reason: waiting, message } } : { running: { startedAt: ago(runningFor) } }

/** A pod of these containers, placed and begun. */
export function podOf(
  containers: readonly { readonly name: string; readonly lastState?: object }[],
  wishes: Wishes & { readonly phase?: string; readonly conditions?: readonly unknown[] } = {},
): Watched {
  const { phase = 'Running', conditions = [], status, ...rest } = wishes
  return watched('pods/web-5f6-abcde', {
    spec: { nodeName: 'node-1', containers: containers.map(({ name }) => ({ name })) },
    status: {
      phase,
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: ago(600) },
        ...conditions,
      ],
      containerStatuses: containers,
      ...(typeof status === 'object' && status),
    },
    ...rest,
  })
}
