import type { World } from '../controllers/world.ts'
import type { RequestLog } from '../rest/request-log.ts'
import type { Resource } from '../storage/resource.ts'
import { mustWorkload } from './workload.ts'

type Drift = {
  readonly namespace: string
  readonly name: string
  readonly how: 'drift-image' | 'drift-replicas'
}

/** Whose hands these are: somebody with kubectl who asked nobody. */
const SOMEBODY = { name: 'erin', uid: 'erin', groups: ['system:authenticated'], extra: {} }
const MANAGER = { 'drift-image': 'kubectl-set', 'drift-replicas': 'kubectl-edit' } as const

/** Somebody else changes the workload at the API server, past the bot. */
export function driftAway(world: World, log: RequestLog, { namespace, name, how }: Drift): void {
  const { object } = mustWorkload(world, { namespace, name })
  const { deployments, statefulSets, daemonSets } = world.resources
  const kinds: readonly Resource[] = [deployments, statefulSets, daemonSets]
  const kind = kinds.find((one) => one.definition.kind === object.kind)
  if (!kind) return
  const spec = how === 'drift-image' ? newerImage(object) : oneMore(object)
  const manager = MANAGER[how]
  kind.update({ namespace, name }, (current) => ({ ...current, spec }), { manager })
  const { resource } = kind.definition
  const path = `/apis/${object.apiVersion}/namespaces/${namespace}/${resource}/${name}`
  const line = log.begin('PATCH', `${path}?fieldManager=${manager}`, undefined)
  line.identify({ real: SOMEBODY, acting: SOMEBODY })
  line.end(200)
}

type Workload = ReturnType<typeof mustWorkload>['object']

function newerImage({ spec: { template, ...spec } }: Workload) {
  const [first, ...others] = template.spec.containers
  const containers = first ? [{ ...first, image: next(first.image) }, ...others] : others
  return { ...spec, template: { ...template, spec: { ...template.spec, containers } } }
}

/** `shop/web:1.4.2` becomes `shop/web:1.4.3`. */
const next = (image: string): string =>
  /\d+$/.test(image) ? image.replace(/\d+$/, (digits) => String(Number(digits) + 1)) : `${image}-2`

function oneMore({ kind, metadata, spec }: Workload) {
  const replicas = 'replicas' in spec ? spec.replicas : undefined
  if (typeof replicas !== 'number')
    throw new Error(`${kind} ${metadata.name} has no replicas to change`)
  return { ...spec, replicas: replicas + 1 }
}
