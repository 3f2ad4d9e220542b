import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Incident, Place } from '../../../src/core/incidents/incident.ts'
import { placesOf } from '../../../src/core/incidents/places.ts'
import { cardKey } from '../../../src/notify/cards/card-keys.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeWatching } from '../../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, loner, words } from '../../support/incident-stage.ts'
import { type MemoryIncidents, memoryIncidents } from '../../support/memory-incidents.ts'

const OWNERS = ['web', 'api', 'cart', 'shop'] as const
const MINUTE = 60_000

/** Half of every hour is quiet. */
const windows = Array.from({ length: 14 }, (_, i) => {
  const hour = String(i + 10)
  return { zone: 'UTC', from: `${hour}:00`, to: `${hour}:30` }
})
const settings = {
  quietHours: { halves: { windows, breaksThrough: 'critical' as const } },
  routes: [
    { name: 'bad', severities: ['critical' as const], channel: 'CBAD', continue: true },
    { name: 'all', channel: 'CALL', continue: true },
    { name: 'calm', channel: 'CCALM', quiet: 'halves' },
  ],
}

const act = fc.oneof(
  fc.record({
    act: fc.constantFrom('exit 1', 'exit 1', 'badly', undefined),
    owner: fc.constantFrom(...OWNERS),
  }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.integer({ min: 100, max: 20 * MINUTE }) }),
  fc.record({ act: fc.constant('restart' as const) }),
)

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** Everything that was done, with an hour of calm behind it. */
async function played(acts: readonly Act[]) {
  const clock = fakeClock()
  const book = memoryIncidents()
  const broken = new Map<string, ReturnType<typeof loner>>()
  let stage = await incidentStage({ book, clock, settings })
  for (const one of acts) {
    if ('ms' in one) await clock.advance(one.ms)
    else if ('owner' in one) {
      const now = loner(one.owner, one.act)
      if (one.act === undefined) broken.delete(now.uid)
      else broken.set(now.uid, now)
      await stage.watching.set(now)
    } else {
      await stage.stop()
      const watching = fakeWatching()
      for (const object of broken.values()) await watching.set(object)
      stage = await incidentStage({ book, clock, watching, settings })
    }
  }
  await clock.advance(HOLD_MS + CLEAR_MS + 61 * MINUTE)
  await stage.stop()
  return book
}

/** What is said of an incident in one of its channels. */
function saidIn(place: Place, incident: Incident, { deliveries }: MemoryIncidents) {
  const key = place.digest ? `digest/${place.digest.id}/card` : cardKey(incident, place)
  const message = deliveries.get(key)
  expect(message?.to).toMatchObject({ channelId: place.channel })
  return words(message?.view)
}

test('whatever happens and whenever: each channel is told of what its routes take, once, and late at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20, size: 'max' }), async (acts) => {
      const book = await played(acts)

      for (const incident of book.all()) {
        const places = placesOf(incident)
        const channels = places.map(({ channel }) => channel)
        expect(new Set(channels).size).toBe(channels.length)
        expect(channels).toEqual(expect.arrayContaining(['CALL', 'CCALM']))
        expect(places.every(({ told, heldSince }) => told && heldSince === undefined)).toBe(true)
        const said = places.map((place) => saidIn(place, incident, book))
        const truth = incident.state === 'open' ? /crashes \(|open/ : /is fine again|new incident/
        expect(said.filter((one) => !truth.test(one))).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
})
