import { cpuText, memoryText, quantity } from '../json/quantity.ts'
import { requested } from '../controllers/scheduler.ts'
import { isActive, type Pod } from '../kinds/pod-shape.ts'
import type { Resources } from '../kinds/resources.ts'
import { refuse } from './refusals.ts'

/** What pods use of a quota's item; undefined for items that are not about pods. */
export function usedBy(pods: readonly Pod[], item: string): number | undefined {
  if (item === 'pods' || item === 'count/pods') return pods.length
  const resource = item.replace(/^requests\./, '')
  if (resource !== 'cpu' && resource !== 'memory') return undefined
  return pods.reduce((sum, pod) => sum + requested(pod, resource), 0)
}

export function quotaText(item: string, amount: number): string {
  if (item.endsWith('memory')) return memoryText(amount)
  return item.endsWith('cpu') ? cpuText(amount) : String(amount)
}

/** Refuses a pod that would use more than a quota leaves (403, as the API server words it). */
export function checkQuota({ quotas, pods }: Resources, pod: Pod): void {
  const { namespace } = pod.metadata
  const present = pods.list(namespace).filter(isActive)
  for (const quota of quotas.list(namespace)) {
    const over = Object.entries(quota.spec.hard ?? {}).flatMap(([item, hard]) => {
      const used = usedBy(present, item)
      const asked = usedBy([pod], item)
      if (used === undefined || asked === undefined || used + asked <= quantity(hard)) return []
      return [{ item, hard, used: quotaText(item, used), asked: quotaText(item, asked) }]
    })
    if (over.length === 0) continue
    const say = (key: 'asked' | 'used' | 'hard') =>
      over.map((one) => `${one.item}=${one[key]}`).join(',')
    throw refuse.forbidden(
      pods.definition,
      pod.metadata.name,
      `exceeded quota: ${quota.metadata.name}, requested: ${say('asked')}, used: ${say('used')}, limited: ${say('hard')}`,
    )
  }
}
