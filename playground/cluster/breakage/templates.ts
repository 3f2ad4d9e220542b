import { fieldsOf } from '../json/value.ts'
import type { World } from '../controllers/world.ts'
import type { PodTemplate } from '../kinds/pod-shape.ts'
import type { Resource } from '../storage/resource.ts'
import { mustWorkload } from './workload.ts'

/** Templates as they were before they were broken, by the workload's uid. */
export type Healthy = Map<string, { namespace: string; name: string; template: PodTemplate }>

type Harm = {
  readonly namespace: string
  readonly name: string
  readonly how: 'bad-image' | 'stuck-rollout'
}

/** Rolls out something that cannot come up: an image nobody has, or a pod that never gets ready. */
export function breakTemplate(
  world: World,
  healthy: Healthy,
  { namespace, name, how }: Harm,
): void {
  const { uid, object } = mustWorkload(world, { namespace, name })
  const { template } = object.spec
  if (!healthy.has(uid)) healthy.set(uid, { namespace, name, template })
  write(world, { namespace, name }, how === 'bad-image' ? badImage(template) : stuck(template))
}

/** Puts the template back; the cluster rolls back by itself from there. */
export function mendTemplate(world: World, healthy: Healthy, uid: string): void {
  const before = healthy.get(uid)
  healthy.delete(uid)
  if (before) write(world, before, before.template)
}

function badImage({ spec, ...rest }: PodTemplate) {
  const [first, ...others] = spec.containers
  const image = `${first?.image.replace(/:[^:/]*$/, '') ?? 'image'}:does-not-exist`
  return { ...rest, spec: { ...spec, containers: [{ ...first, image }, ...others] } }
}

const stuck = ({ metadata, ...rest }: PodTemplate) => ({
  ...rest,
  metadata: { ...metadata, annotations: { ...metadata.annotations, 'test/behave': 'notready' } },
})

function write({ resources }: World, ref: { namespace: string; name: string }, template: unknown) {
  const kinds: readonly Resource[] = [
    resources.deployments,
    resources.statefulSets,
    resources.daemonSets,
  ]
  const kind = kinds.find((one) => one.get(ref))
  kind?.update(ref, (current) => ({
    ...current,
    spec: { ...fieldsOf(current['spec']), template },
  }))
}
