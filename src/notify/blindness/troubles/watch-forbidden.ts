import { code, join, text } from '../../../core/text.ts'
import { sayGrant } from '../../../core/watch-grant.ts'
import { own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'
import { byCluster, nameOfWatch } from '../watches.ts'

/** Kinds that the bot's own account may not watch. */
export const watchForbidden: OwnTrouble = {
  id: 'watch-forbidden',
  summary: 'the bot may not watch a kind: what its detectors would see is not told',
  severity: 'warning',
  holdMs: 60_000,
  clearMs: 60_000,
  nextStep: 'Grant it, or switch its detectors off.',
  isGrave: false,
  see: ({ watches }) =>
    byCluster(watches).flatMap(([cluster, all]) => {
      const forbidden = all.filter(({ state }) => state === 'forbidden')
      const grants = sayGrant(forbidden).map((line) => text`${code(line)}`)
      return forbidden.map((watch) => ({
        cluster,
        subject: own.watch(cluster, nameOfWatch(watch)),
        about: own.cluster(cluster),
        summary: text`does not let the bot watch all that it should`,
        evidence: forbidden.map((one) => text`${code(nameOfWatch(one))} may not be watched`),
        diagnosis: {
          mode: 'right-missing',
          likely: text`The bot’s own account lacks the rights to list and watch.`,
          nextStep: text`Add to its role:\n${join(grants, '\n')}`,
        },
      }))
    }),
}
