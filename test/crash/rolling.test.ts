import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type Engine, engines } from '../support/store-engines.ts'
import { type Endpoints, startEndpoints } from './endpoints.ts'
import { ALL_WELL, countWrites, judge } from './judge-load.ts'
import { answersTo, furnish, startLoad } from './load.ts'
import { type Place, type Pod, startPlace, type Stopped } from './pods.ts'

const [sqlite, postgres] = await engines()
const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

/** How late a Service learns that a pod goes: longer than a cluster at ease takes, shorter than `slack.http.drain`. */
const LAG_MS = 2_000

describe.runIf(postgres)(
  'two replicas, replaced one after the other under ten commands a second',
  () => {
    test('over Socket Mode none fails and none is done twice', async () => {
      const place = await placeOn(await postgres?.[1](), 'slack: {connections: 2}\n')
      const pods = [await place.start(), await place.start()]
      const writes = countWrites(place.prod)
      const load = startLoad(place)
      await sleep(4_000)

      const stops = await roll(place, pods)
      await load.stop()

      expect(await judge(place, { load, stops, writes })).toEqual(ALL_WELL)
      expect(place.lines.map(({ msg }) => msg)).toContain('handed over')
    })

    test('over HTTP none fails and none is done twice', async () => {
      const http = 'slack: {mode: http, http: {port: 0, drain: 4s}}\n'
      const place = await placeOn(await postgres?.[1](), http)
      const endpoints = await startEndpoints()
      cleanUps.push(endpoints.stop)
      place.slack.deliverTo(`http://127.0.0.1:${endpoints.port}/slack/events`)
      const pods = [await place.start(), await place.start()]
      for (const pod of pods) endpoints.add(pod)
      const writes = countWrites(place.prod)
      const load = startLoad(place)
      await sleep(4_000)

      const stops = await roll(place, pods, endpoints)
      await load.stop()

      expect(await judge(place, { load, stops, writes })).toEqual(ALL_WELL)
    })
  },
)

test('one replica on SQLite, replaced: what is said in the gap fails at once and is never done, all else is answered', async () => {
  const place = await placeOn(await sqlite?.[1](), '')
  const before = await place.start()
  const writes = countWrites(place.prod)
  const load = startLoad(place)
  await sleep(4_000)

  const asked = performance.now()
  const stops = [await place.stop(before)]
  await place.start()
  process.stdout.write(`nobody there for ${Math.round(performance.now() - asked)} ms\n`)
  await sleep(3_000)
  await load.stop()

  const judged = await judge(place, { load, stops, writes })
  // Slack says so itself, at once.
  expect(judged).toEqual({ ...ALL_WELL, failed: 'dispatch_failed' })
  const lost = load.typed.filter(({ ack }) => ack?.acked !== true)
  expect(lost.flatMap((one) => answersTo(place, one))).toEqual([])
})

async function placeOn(engine: Engine | undefined, config: string): Promise<Place> {
  if (!engine) throw new Error('no such store on this machine')
  cleanUps.push(engine.stop)
  const place = await startPlace({ store: await engine.fresh(), config })
  cleanUps.push(place.end)
  await furnish(place)
  return place
}

/** As a Deployment does it with maxSurge 1 and maxUnavailable 0: the next one is ready before an old one is told to go. */
async function roll(
  place: Place,
  pods: readonly Pod[],
  endpoints?: Endpoints,
): Promise<readonly Stopped[]> {
  const stops: Stopped[] = []
  for (const old of pods) {
    const next = await place.start()
    endpoints?.add(next)
    endpoints?.remove(old, LAG_MS)
    stops.push(await place.stop(old))
    await sleep(3_000)
  }
  return stops
}
