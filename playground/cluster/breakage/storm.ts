import type { World } from '../controllers/world.ts'
import { workload } from '../seed/workload.ts'

const NAMESPACE = 'tenants'
const TENANTS = 14

/** One bad release for many tenants at once: more trouble than anybody wants messages of. */
export function startStorm({ resources }: World): void {
  const { namespaces, deployments } = resources
  if (namespaces.get({ namespace: '', name: NAMESPACE }))
    throw new Error('the storm is on already: mend everything first')
  namespaces.create({ metadata: { name: NAMESPACE } })
  for (let tenant = 1; tenant <= TENANTS; tenant++)
    deployments.create(
      workload({
        name: `tenant-${String(tenant).padStart(2, '0')}`,
        namespace: NAMESPACE,
        image: 'shop/tenant:2.0',
        podAnnotations: { 'test/behave': 'crash' },
      }),
    )
}

/** Takes the tenants away again. */
export function endStorm({ resources: { namespaces } }: World): void {
  const ref = { namespace: '', name: NAMESPACE }
  if (namespaces.get(ref)) namespaces.remove(ref)
}
