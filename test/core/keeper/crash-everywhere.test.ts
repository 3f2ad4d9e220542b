import { expect, test } from 'vitest'
import type { Step } from '../../../src/core/held/plan-book.ts'
import { obedientWeb } from '../road/obedient-web.ts'
import { testRoad } from '../road/road.ts'

const HOUR = 3_600_000
const COMMITS = 8
const moments = Array.from({ length: COMMITS }, (_, n) => [
  { n, when: 'before' as const },
  { n, when: 'after' as const },
]).flat()

/** The process dies at its n-th commit; whether that is kept or not, nobody hears of it. */
function dieAt(road: ReturnType<typeof testRoad>, { n, when }: (typeof moments)[number]) {
  const { commit } = road.book
  let count = 0
  const dying = async (step: Step) => {
    if (count++ !== n) return commit(step)
    if (when === 'after') await commit(step)
    road.crash()
    await road.keeper().start()
    return new Promise<never>(() => {})
  }
  Object.assign(road.book, { commit: dying })
}

test.each(moments)(
  'a temporary change whose process dies $when commit $n is sent once and taken back once',
  async (moment) => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })
    dieAt(road, moment)
    await road.keeper().start()

    void road.ask('scale web 5 --for 1h')
    await road.clock.advance(3 * HOUR)

    const ways = road.writes.map(({ effect }) => effect.changes[0]?.after)
    expect(new Set(ways).size).toBe(ways.length)
    const plans = await road.plans()
    expect(plans.filter(({ state }) => state === 'executing' || state === 'scheduled')).toEqual([])
    const change = plans.at(-1)
    const isKnown = plans.every(({ outcome }) => outcome?.kind !== 'unknown')
    expect(ways.length > 0 && isKnown ? replicas() : 3).toBe(3)
    const isUntold = ways.length === 0 && change !== undefined && change.outcome?.kind !== 'unknown'
    expect(isUntold).toBe(false)
    const kinds = road.book.records.map(({ kind }) => kind)
    const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length
    expect(count('outcome')).toBe(count('intent'))
  },
)
