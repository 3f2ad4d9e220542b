import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Incident } from '../../src/core/incidents/incident.ts'
import { placesOf } from '../../src/core/incidents/places.ts'
import { cardKey, digestKey, messageKey } from '../../src/notify/cards/card-keys.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, loner } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { limit, lose, type Mood, refuse, slackChannels } from '../support/slack-channel.ts'

const MOST = 40
const settings = { routes: [{ labels: { to: 'shop' }, channel: 'CSHOP' }] }

/** How Slack is until further notice. */
const moods = ['fine', 'away', 'loses-answers', 'limits', 'refuses-shop'] as const

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('wait'), ms: fc.nat({ max: 90_000 }) }) },
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
    arbitrary: fc.record({
      act: fc.constant('mood'),
      mood: fc.constantFrom(...moods, 'loses-answers' as const, 'away' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('long'), ms: fc.nat({ max: 2_000_000 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('die', 'restart', 'store-away') }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const moodOf = (mood: (typeof moods)[number], random: () => number): Mood => {
  const by: Readonly<Record<typeof mood, Mood>> = {
    fine: () => undefined,
    away: () => lose(),
    'loses-answers': (method) => {
      if (random() < 0.3) return undefined
      return method.startsWith('chat.') ? 'lost' : lose()
    },
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

/** How often it is told as going on: by a card, or by a digest it is in. */
function timesTold(incident: Incident, said: ReadonlyMap<string, string>): number {
  const name = `deployment/${incident.about.name} in shop`
  const places = placesOf(incident)
  const cards = places.filter((place) => {
    const isDigest = place.digest?.card === cardKey(incident, place)
    const card = isDigest ? '' : (said.get(cardKey(incident, place)) ?? '')
    return card.startsWith('⚠') && card.includes(name)
  })
  const digests = places.filter(
    ({ told, digest }) => told && digest && OPEN.test(said.get(digestKey(digest)) ?? ''),
  )
  return cards.length + (incident.state === 'open' ? digests.length : 0)
}

const OPEN = / · (\d+) open/
const TOTAL = /(\d+) (?:new )?incidents?/

/** Messages that should be there and are not. */
const missing = (all: readonly Incident[], said: ReadonlyMap<string, string>): string[] =>
  all
    .flatMap((incident) =>
      placesOf(incident).flatMap((place) => {
        return place.told ? messageKey(incident, place) : []
      }),
    )
    .filter((key) => !said.has(key))

/** Digests whose numbers are not those of their incidents. */
const miscounted = (all: readonly Incident[], said: ReadonlyMap<string, string>): string[] =>
  [...said].flatMap(([key, text]) => {
    const members = all.filter((incident) =>
      placesOf(incident).some(({ digest }) => digest && digestKey(digest) === key),
    )
    if (members.length === 0 && !key.startsWith('digest/')) return []
    const open = members.filter(({ state }) => state === 'open').length
    const [, going = 0] = OPEN.exec(text) ?? []
    const [, total = 0] = TOTAL.exec(text) ?? []
    const isRight = Number(going) === open && Number(total) >= members.length
    return isRight ? [] : [`${key}: ${open} of ${members.length} open: ${text}`]
  })

test('S16: whatever Slack, the store and the bot go through: once it is calm, the channels tell the truth, each thing once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 12, maxLength: 36, size: 'max' }),
      fc.infiniteStream(fc.noBias(fc.nat({ max: 999 }))),
      async (acts, stream) => {
        const random = () => Number(stream.next().value) / 1000
        const { slack, book, broken, perform, calm } = await world(random)
        for (const one of acts) await perform(one)
        await calm()

        const said = seen(slack)
        const all = book.all()
        const open = all.filter(({ state }) => state === 'open').map(({ about }) => about.name)
        expect(open.toSorted()).toEqual([...broken].map((n) => `app-${n}`).toSorted())
        expect(all.map((one) => [one.about.name, timesTold(one, said)])).toEqual(
          all.map(({ about, state }) => [about.name, state === 'open' ? 1 : 0]),
        )
        expect(missing(all, said)).toEqual([])
        expect(miscounted(all, said)).toEqual([])
      },
    ),
    { numRuns: 30 },
  )
})
