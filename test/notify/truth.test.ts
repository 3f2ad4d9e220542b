import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, pod, words } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'

const OWNERS = ['web', 'api', 'cart'] as const

const act = fc.oneof(
  fc.record({
    // Twice as often, so that there is something to mend.
    act: fc.constantFrom('break' as const, 'break' as const, 'mend' as const, 'remove' as const),
    owner: fc.constantFrom(...OWNERS),
    at: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.integer({ min: 100, max: 240_000 }) }),
  fc.record({ act: fc.constant('restart' as const), away: fc.boolean() }),
)

const podOf = (owner: string, at: number, wrong?: string) =>
  pod(`${owner}-${at}`, wrong, {
    owners: [
      { group: 'apps', kind: 'Deployment', name: owner, uid: `uid-${owner}`, controller: true },
    ],
  })

test('whatever changes and whenever the bot restarts: once it is quiet, the messages tell the truth', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40, size: 'max' }), async (acts) => {
      const clock = fakeClock()
      const book = memoryIncidents()
      const broken = new Map<string, ReturnType<typeof podOf>>()
      let stage = await incidentStage({ book, clock })
      for (const one of acts) {
        if (one.act === 'wait') await clock.advance(one.ms)
        else if (one.act === 'restart') {
          await stage.stop()
          book.away = one.away
          const watching = fakeWatching()
          for (const object of broken.values()) await watching.set(object)
          stage = await incidentStage({ book, clock, watching })
          book.away = false
        } else {
          const now = podOf(one.owner, one.at, one.act === 'break' ? 'exit 1' : undefined)
          if (one.act === 'break') broken.set(now.uid, now)
          else broken.delete(now.uid)
          await (one.act === 'remove' ? stage.watching.remove(now.uid) : stage.watching.set(now))
        }
      }
      await clock.advance(HOLD_MS + CLEAR_MS + 60_000)
      await stage.stop()

      const wrong = new Set([...broken.values()].flatMap(({ owners }) => owners[0]?.name ?? []))
      const open = book.all().filter(({ state }) => state === 'open')
      expect(open.map(({ about }) => about.name).toSorted()).toEqual([...wrong].toSorted())
      for (const { id, about, state } of book.all()) {
        const card = words(book.deliveries.get(`incident/${id}/card`)?.view)
        const told = state === 'open' ? 'crashes (exit 1)' : 'is fine again'
        expect(card).toContain(`deployment/${about.name} in shop ${told}`)
      }
    }),
    { numRuns: 60 },
  )
})
