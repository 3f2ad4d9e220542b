import type { World } from '../controllers/world.ts'
import type { Breakages } from '../kubelet/behaviour.ts'
import { serveLog } from '../kubelet/serve-log.ts'
import type { Authorizer } from '../rbac/authorizer.ts'
import { reviews } from '../rbac/reviews.ts'
import { json, type Call, type Reply } from './call.ts'
import { serveEviction } from './evict.ts'
import { serveMetrics } from './metrics.ts'
import { refuse } from './refusals.ts'
import { servePlain, type About } from './serve-plain.ts'
import { serveResource } from './serve-resource.ts'

type Ground = {
  readonly world: World
  readonly authorizer: Authorizer
  readonly breakages: Breakages
  readonly bookmarkMs: number
  readonly about: About
}

/** Finds who answers an authorized request. */
export function serve(call: Call, ground: Ground): Reply {
  const { world, authorizer, breakages, bookmarkMs, about } = ground
  const { target } = call
  if (!target.isResource) return servePlain(target.path, world.catalog, about)
  const review = target.group.startsWith('auth')
    ? reviews[`${target.group}/${target.resource}`]
    : undefined
  if (review) {
    if (target.verb !== 'create') throw refuse.methodNotAllowed()
    return json(review(call.body, call.user, authorizer), 201)
  }
  if (target.group === 'metrics.k8s.io') return serveMetrics(call, world)
  if (target.group === '' && target.resource === 'pods' && target.name !== '') {
    if (target.subresource === 'log') return serveLog(call, { world, breakages })
    if (target.subresource === 'eviction') return serveEviction(call, world.resources)
  }
  const served = world.catalog.find(target.group, target.version, target.resource)
  if (!served) throw refuse.noSuchPath()
  const { ledger, pace } = world
  return serveResource(call, served, { ledger, pace, bookmarkMs, version: about.version })
}
