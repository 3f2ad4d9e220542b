import type { ControlPlane } from '../../support/control-plane.ts'

/** One thing that goes wrong in a namespace of a real cluster, and what the bot should say of it. */
export type Trouble = {
  readonly what: string
  /** `deployment/web`: whom it is told about; the namespace is added. */
  readonly about: string
  /** What the message says while it lasts. */
  readonly says: readonly string[]
  /** So many minutes it must hold before it is told. */
  readonly holds: number
  breaks(at: Place): void
  /** What the cluster itself says about it, once it is so. */
  readonly shows: Showing
  mends(at: Place): void
}

export type Showing = {
  /** Words of kubectl. */
  readonly asked: readonly string[]
  readonly answer: RegExp
}

export type Place = { readonly cluster: ControlPlane; readonly namespace: string }

/** Sees to it that pods made from now on behave so. */
export function behave({ cluster, namespace }: Place, workload: string, how: string): void {
  const annotations = { 'test/behave': how }
  const patch = { spec: { template: { metadata: { annotations } } } }
  cluster.kubectl('-n', namespace, 'patch', workload, '-p', JSON.stringify(patch))
}

/** The containers of a workload's pods in a few words: `waiting CrashLoopBackOff`. */
export const containersOf = (app: string, answer: RegExp): Showing => ({
  asked: ['get', 'pods', '-l', `app=${app}`, `-o=jsonpath=${CONTAINERS}`],
  answer,
})

const CONTAINERS =
  '{range .items[*].status.containerStatuses[*]}{.ready} {.state.waiting.reason} {.state.running.startedAt} {end}'
