import { text } from '../../../core/text.ts'
import { own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'
import { byCluster, isSilent, nameOfWatch, sayWatch } from '../watches.ts'

/** Some kinds of a cluster are not heard of, others are. */
export const watchStalled: OwnTrouble = {
  id: 'watch-stalled',
  summary: 'the watch of a kind hears nothing while others of its cluster do',
  severity: 'warning',
  holdMs: 4 * 60_000,
  clearMs: 60_000,
  nextStep: 'See whether the API server lists this kind: kubectl get, as the bot’s own account.',
  isGrave: true,
  see: ({ watches }) =>
    byCluster(watches).flatMap(([cluster, all]) => {
      const silent = all.filter(isSilent)
      return silent.map((watch) => ({
        cluster,
        subject: own.watch(cluster, nameOfWatch(watch)),
        about: own.cluster(cluster),
        summary: text`is watched in part only`,
        evidence: silent.map(sayWatch),
        ...(watch.lastHeard && { since: watch.lastHeard }),
      }))
    }),
}
