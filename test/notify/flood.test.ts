import { expect, test } from 'vitest'
import { text } from '../../src/core/text.ts'
import { CLEAR_MS, crashes, HOLD_MS, incidentStage, loner, pod } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { lose, slackChannels } from '../support/slack-channel.ts'

const MINUTE = 60_000

/** Says more than a card holds: the rest goes into its thread. */
const wordy = {
  ...crashes,
  look: (...args: Parameters<typeof crashes.look>) =>
    crashes.look(...args).map((finding) => ({
      ...finding,
      evidence: ['one', 'two', 'three', 'four', 'five'].map((line) => text`${line}`),
    })),
}

async function flooded() {
  const slack = slackChannels()
  const { clock, outbox } = slack
  const book = memoryIncidents(outbox)
  const stage = await incidentStage({ clock, book, detectors: [wordy] })
  slack.process()
  const sent: { readonly at: number; readonly method: string }[] = []
  slack.world.mood = (method) => {
    if (method.startsWith('chat.')) sent.push({ at: clock.monotonic(), method })
    return undefined
  }
  const posts = () => sent.filter(({ method }) => method === 'chat.postMessage').length
  const top = () => [...slack.messages.values()].filter(({ thread }) => thread === undefined)
  return { ...slack, ...stage, sent, posts, top }
}

test('L1: thousands of pods of hundreds of workloads that crash within a minute are ten messages at most, one a second', async () => {
  const { clock, watching, sent, posts, top, messages } = await flooded()
  for (let second = 0; second < 60; second++) {
    for (let i = 0; i < 80; i++) {
      const n = second * 80 + i
      await watching.set(pod(`app-${n}`, 'exit 1', ownedBy(`app-${n % 400}`)))
    }
    await clock.advance(1000)
  }
  await clock.advance(HOLD_MS + 10 * MINUTE)

  expect(posts()).toBeLessThanOrEqual(10)
  expect(messages.size).toBeLessThanOrEqual(10)
  const digest = top().find(({ text: words }) => String(words).includes('new incidents'))
  expect(String(digest?.text)).toContain('400 new incidents')
  const gaps = sent.slice(1).map(({ at }, i) => at - (sent[i]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000)
  expect(sent.length).toBeLessThanOrEqual(20)
})

test('L1: when it calms the digest says so in place, and nothing more is posted', async () => {
  const { clock, watching, posts, top } = await flooded()
  for (let n = 0; n < 100; n++) await watching.set(loner(`app-${n}`, 'exit 1'))
  await clock.advance(HOLD_MS + MINUTE)
  const before = posts()
  for (let n = 0; n < 100; n++) await watching.set(loner(`app-${n}`))
  await clock.advance(CLEAR_MS + 3 * MINUTE)

  expect(posts()).toBe(before)
  expect(top().map(({ text: words }) => words)).toContainEqual(expect.stringContaining('all over'))
})

test('S16: after hours without Slack the channel reads how it is, in a message or two, with what came and went counted', async () => {
  const { clock, watching, world, top, messages } = await flooded()
  await watching.set(loner('before', 'exit 1'))
  await clock.advance(HOLD_MS + MINUTE)
  const here = messages.size
  world.mood = () => lose()
  for (let n = 0; n < 40; n++) {
    await watching.set(loner(`app-${n}`, 'exit 1'))
    await clock.advance(4 * MINUTE)
    if (n % 2 === 0) await watching.set(loner(`app-${n}`))
  }
  await watching.set(loner('before'))
  await clock.advance(20 * MINUTE)
  world.mood = () => undefined
  await clock.advance(3 * MINUTE)

  const said = top().map(({ text: words }) => String(words))
  expect(said[0]).toMatch(/^○ deployment\/before in shop is fine again/u)
  const digests = said.slice(1).map((words) => words.split(' since ')[0])
  expect(digests).toEqual(['⚠ 40 new incidents'])
  expect(said[1]).toContain('20 open')
  expect(said[1]).toContain('20 are over')
  // And below the first one, how it ended.
  expect(messages.size).toBe(here + 2)
})

const ownedBy = (name: string) => ({
  owners: [
    { group: 'apps', kind: 'Deployment', name, uid: `uid-${name}`, controller: true },
  ] as const,
})
