import { code, text } from '../../../core/text.ts'
import { own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'
import { byCluster, nameOfWatch } from '../watches.ts'

/** Kinds that an operator named and a cluster does not have. A built-in one that is absent is a cluster of another make. */
export const kindNotServed: OwnTrouble = {
  id: 'kind-not-served',
  summary: 'a kind that the configuration names is not served by a cluster',
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'See whether its definition is installed and its API is up: kubectl api-resources.',
  isGrave: false,
  see: ({ watches, wanted }) =>
    byCluster(watches).flatMap(([cluster, all]) => {
      const gone = all.filter(({ state, resource }) => state === 'gone' && wanted.has(resource))
      return gone.map((watch) => ({
        cluster,
        subject: own.watch(cluster, nameOfWatch(watch)),
        about: own.cluster(cluster),
        summary: text`does not have every kind that should be watched`,
        evidence: gone.map((one) => text`${code(nameOfWatch(one))} is not served`),
      }))
    }),
}
