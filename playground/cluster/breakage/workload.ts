import type { World } from '../controllers/world.ts'

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const

/** The workload of that name, and what its pods are known by; throws when there is none. */
export function mustWorkload(
  { resources }: World,
  { namespace, name }: { readonly namespace: string; readonly name: string },
) {
  const { deployments, statefulSets, daemonSets } = resources
  const found = [deployments, statefulSets, daemonSets].map((one) => one.get({ namespace, name }))
  const index = found.findIndex((one) => one !== undefined)
  const object = found[index]
  if (!object) throw new Error(`there is no workload ${namespace}/${name} to break`)
  return { id: `${KINDS[index]}/${namespace}/${name}`, uid: object.metadata.uid, object }
}
