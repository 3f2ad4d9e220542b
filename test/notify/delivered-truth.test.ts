import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Incident } from '../../src/core/incidents/incident.ts'
import { placesOf } from '../../src/core/incidents/places.ts'
import { cardKey, digestKey } from '../../src/notify/cards/card-keys.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, loner } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { limit, lose, type Mood, refuse, slackChannels } from '../support/slack-channel.ts'

const MOST = 40
const settings = { routes: [{ labels: { to: 'shop' }, channel: 'CSHOP' }] }

/** How Slack is until further notice. */
const moods = ['fine', 'fine', 'away', 'loses-answers', 'limits', 'refuses-shop'] as const

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('wait'), ms: fc.nat({ max: 90_000 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('break', 'break', 'mend'),
      from: fc.nat({ max: MOST - 1 }),
      many: fc.integer({ min: 1, max: 14 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('mood'), mood: fc.constantFrom(...moods) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('long'), ms: fc.nat({ max: 2_000_000 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('die', 'restart', 'store-away') }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const moodOf = (mood: (typeof moods)[number], random: () => number): Mood => {
  const by: Readonly<Record<typeof mood, Mood>> = {
    fine: () => undefined,
    away: () => lose(),
    'loses-answers': (method) =>
      random() < 0.5 ? undefined : method.startsWith('chat.') ? 'lost' : lose(),
    limits: (_, { channel }) =>
      random() < 0.6 && channel === 'COPS' ? limit(1 + Math.floor(random() * 30)) : undefined,
    'refuses-shop': (method, { channel }) =>
      method === 'chat.postMessage' && channel === 'CSHOP' ? refuse('not_in_channel') : undefined,
  }
  return by[mood]
}

/** The bot's engine and messenger on one fake clock, a cluster whose truth is known, and a Slack of many moods. */
async function world(random: () => number) {
  const slack = slackChannels()
  const { clock, outbox } = slack
  const book = memoryIncidents(outbox)
  const broken = new Set<number>()
  const object = (n: number) => ({
    ...loner(`app-${n}`, broken.has(n) ? 'exit 1' : undefined),
    labels: n % 3 === 0 ? { to: 'shop' } : {},
  })
  let stage = await incidentStage({ book, clock, settings })
  let process = slack.process()
  const setAway = (away: boolean) => {
    book.away = away
    outbox.away = away
  }
  const does: Readonly<Record<string, (one: Act) => Promise<unknown> | void>> = {
    wait: (one) => ('ms' in one ? clock.advance(one.ms) : undefined),
    long: (one) => ('ms' in one ? clock.advance(one.ms) : undefined),
    mood: (one) => {
      if ('mood' in one) slack.world.mood = moodOf(one.mood, random)
    },
    /** Between a post and its record, and while edits are on their way. */
    die: async () => {
      outbox.deaf = true
      await clock.advance(1500)
      await process.messenger.stop(0)
      outbox.deaf = false
      process = slack.process()
    },
    restart: async () => {
      await stage.stop()
      const watching = fakeWatching()
      for (const n of broken) await watching.set(object(n))
      stage = await incidentStage({ book, clock, settings, watching })
    },
    'store-away': async () => {
      setAway(true)
      await clock.advance(20_000)
      setAway(false)
    },
  }
  const change = async (from: number, many: number, isBroken: boolean) => {
    for (let n = from; n < Math.min(from + many, MOST); n++) {
      if (isBroken) broken.add(n)
      else broken.delete(n)
      await stage.watching.set(object(n))
    }
  }
  const perform = async (one: Act) => {
    if ('many' in one) await change(one.from, one.many, one.act === 'break')
    else await does[one.act]?.(one)
  }
  const calm = async () => {
    slack.world.mood = () => undefined
    await clock.advance(HOLD_MS + CLEAR_MS + 10 * 60_000)
    await stage.stop()
    await process.messenger.stop(0)
  }
  return { slack, book, broken, perform, calm }
}

const Key = z.looseObject({ event_payload: z.looseObject({ key: z.string() }) })

/** What everybody sees in the channels, by the key of what is told. */
function seen({ messages }: ReturnType<typeof slackChannels>) {
  const top = [...messages.values()].filter(({ thread }) => thread === undefined)
  const keyed = top.map(({ metadata, text, blocks }) => ({
    key: Key.parse(metadata).event_payload.key,
    text: `${String(text)}\n${JSON.stringify(blocks)}`,
  }))
  expect(keyed.map(({ key }) => key)).toHaveLength(new Set(keyed.map(({ key }) => key)).size)
  return new Map(keyed.map(({ key, text }) => [key, text]))
}

/** Every place that tells of an incident as going on. */
function tellsOf(incident: Incident, said: ReadonlyMap<string, string>): string[] {
  const name = `deployment/${incident.about.name} in shop`
  return placesOf(incident).flatMap((place) => {
    const card = said.get(cardKey(incident, place)) ?? ''
    const digest = place.digest ? (said.get(digestKey(place.digest.id)) ?? '') : ''
    return [
      ...(card.startsWith('⚠') && card.includes(name) ? ['card'] : []),
      ...(/ · \d+ open/.test(digest) && place.told ? ['digest'] : []),
    ]
  })
}

test('S16: whatever Slack, the store and the bot go through: once it is calm, the channels tell the truth, each thing once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 12, maxLength: 36, size: 'max' }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (acts, stream) => {
        const { slack, book, broken, perform, calm } = await world(() =>
          Number(stream.next().value),
        )
        for (const one of acts) await perform(one)
        await calm()

        const said = seen(slack)
        const open = book.all().filter(({ state }) => state === 'open')
        const names = open.map(({ about }) => about.name).toSorted()
        expect(names).toEqual([...broken].map((n) => `app-${n}`).toSorted())
        for (const incident of book.all()) {
          const isOpen = incident.state === 'open'
          const tells = tellsOf(incident, said)
          if (isOpen) expect(tells, incident.about.name).toHaveLength(1)
          else expect(tells, incident.about.name).not.toContain('card')
          for (const place of placesOf(incident)) {
            if (!place.told) continue
            const key = place.digest ? digestKey(place.digest.id) : cardKey(incident, place)
            expect(said.has(key), `${incident.about.name} is told: ${key}`).toBe(true)
          }
        }
        for (const [key, text] of said)
          if (key.startsWith('digest/')) countsAddUp(key, text, book.all())
      },
    ),
    { numRuns: 30 },
  )
}, 120_000)

function countsAddUp(key: string, text: string, all: readonly Incident[]): void {
  const members = all.filter((incident) =>
    placesOf(incident).some(({ digest }) => digest && digestKey(digest.id) === key),
  )
  const open = members.filter(({ state }) => state === 'open').length
  const [, total = 0] = /(\d+) (?:new )?incidents?/.exec(text) ?? []
  const [, going = 0] = / · (\d+) open/.exec(text) ?? []
  expect([key, Number(going)]).toEqual([key, open])
  expect(Number(total)).toBeGreaterThanOrEqual(members.length)
}
