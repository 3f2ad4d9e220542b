import type { Applied } from '../../../src/core/cluster.ts'
import type { Effect } from '../../../src/core/plan.ts'
import type { PlainObject } from '../../support/fake-cluster-reader.ts'
import { web } from '../../support/web-deployment.ts'

/** `deployment/web` on a cluster that does at once what it is told. */
export function obedientWeb(replicas = 3) {
  let now = { generation: 7, replicas }
  const objects: PlainObject[] = [web(now)]
  const become = (replicas: number) => {
    now = { generation: now.generation + 1, replicas }
    objects[0] = web(now)
  }
  const apply = async ({ patch }: Effect, dryRun: boolean): Promise<Applied> => {
    const wanted = patch.find(({ op, path }) => op === 'add' && path === '/spec/replicas')
    if (!dryRun && wanted && 'value' in wanted) become(Number(wanted.value))
    return { object: { metadata: { name: 'web', uid: 'uid-web', generation: now.generation } } }
  }
  return { objects, apply, become, replicas: () => now.replicas }
}
