import { describe, expect, test } from 'vitest'
import type { ConditionFailures } from '../../src/core/conditions/condition.ts'
import type { Backlog } from '../../src/core/delivery.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'
import type { WatchState } from '../../src/core/watched.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { HOLD_MS, incidentStage, loner, pod, words } from '../support/incident-stage.ts'

const MINUTE = 60_000

type Stage = Awaited<ReturnType<typeof incidentStage>>

const watch = (resource: string, more: Partial<WatchState> = {}): WatchState => ({
  cluster: 'prod-eu',
  resource,
  state: 'watching',
  objects: 3,
  restarts: 0,
  ...more,
})
const silent = (resource: string, since: Date): WatchState =>
  watch(resource, { state: 'stalled', lastHeard: since, error: 'connection refused' })

const KINDS = ['pods', 'nodes', 'deployments.apps']
const cards = ({ book }: Stage) =>
  [...book.deliveries.values()].filter(({ key }) => key.endsWith('/card'))
const said = (stage: Stage) => cards(stage).map(({ view }) => words(view))

async function watching(options: Parameters<typeof incidentStage>[0] = {}) {
  const stage = await incidentStage(options)
  stage.watching.health = KINDS.map((kind) => watch(kind))
  return stage
}

describe('a cluster that is away', () => {
  test('is one incident, however many kinds are watched, and over when it is back', async () => {
    const stage = await watching()
    const since = stage.clock.now()
    stage.watching.health = KINDS.map((kind) => silent(kind, since))

    await stage.clock.advance(3 * MINUTE)
    const [card, ...others] = said(stage)
    expect(others).toEqual([])
    expect(card).toContain('failed: cluster/prod-eu cannot be watched: nothing comes from it')
    expect(card).toContain('connection refused')

    stage.watching.health = KINDS.map((kind) => watch(kind))
    await stage.clock.advance(3 * MINUTE)
    expect(said(stage)[0]).toContain('resolved: cluster/prod-eu is fine again')
    expect(cards(stage)).toHaveLength(1)
  })

  test('takes what was told of single kinds before into the same message', async () => {
    const stage = await watching()
    stage.watching.health = [silent('pods', stage.clock.now()), watch('nodes')]
    await stage.clock.advance(5 * MINUTE)
    expect(said(stage)).toEqual([expect.stringContaining('is watched in part only')])

    stage.watching.health = ['pods', 'nodes'].map((kind) => silent(kind, stage.clock.now()))
    await stage.clock.advance(3 * MINUTE)

    expect(said(stage)).toEqual([
      expect.stringContaining('Part of cluster/prod-eu cannot be watched'),
      expect.stringContaining('cannot be watched'),
    ])
  })

  test('is said on the messages of its incidents, for as long as it lasts', async () => {
    const stage = await watching()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + MINUTE)
    stage.watching.health = KINDS.map((kind) => silent(kind, stage.clock.now()))
    await stage.clock.advance(3 * MINUTE)
    expect(said(stage)[0]).toContain('deployment/web in shop crashes')
    expect(said(stage)[0]).toContain('because prod-eu cannot be watched: this may be out of date')

    stage.watching.health = KINDS.map((kind) => watch(kind))
    await stage.clock.advance(3 * MINUTE)
    expect(said(stage)[0]).toContain('deployment/web in shop crashes')
    expect(said(stage)[0]).not.toContain('out of date')
  })

  test('lets no incident begin that time alone would make', async () => {
    const stage = await watching()
    await stage.watching.set(pod('web-1', 'exit 1'))
    stage.watching.health = KINDS.map((kind) => silent(kind, stage.clock.now()))

    await stage.clock.advance(HOLD_MS + 30_000)
    expect(said(stage)).toEqual([])

    stage.watching.health = KINDS.map((kind) => watch(kind))
    await stage.clock.advance(MINUTE)
    expect(said(stage)).toEqual([expect.stringContaining('deployment/web in shop crashes')])
  })
})

describe('a watch that breaks off', () => {
  test('is not told while it comes back by itself', async () => {
    const stage = await watching()
    for (let i = 0; i < 5; i++) {
      stage.watching.health = [silent('pods', stage.clock.now()), watch('nodes')]
      await stage.clock.advance(MINUTE)
      stage.watching.health = KINDS.map((kind) => watch(kind))
      await stage.clock.advance(MINUTE)
    }

    expect(said(stage)).toEqual([])
  })

  test('a first list that only takes long is no trouble; one that fails is', async () => {
    const stage = await watching()
    stage.watching.health = [watch('pods', { state: 'starting' }), watch('nodes')]
    await stage.clock.advance(10 * MINUTE)
    expect(said(stage)).toEqual([])

    stage.watching.health = [watch('pods', { state: 'starting', error: '500' }), watch('nodes')]
    await stage.clock.advance(5 * MINUTE)
    expect(said(stage)).toEqual([expect.stringContaining('pods nothing heard yet: 500')])
  })
})

describe('a kind that fails from the start', () => {
  test('keeps the others waiting for a minute, not for ever', async () => {
    const stage = await incidentStage({ synced: false })
    stage.watching.health = [
      watch('pods'),
      watch('widgets.example.com', { state: 'starting', error: '500' }),
    ]
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(30_000)
    expect(said(stage)).toEqual([])

    await stage.clock.advance(2 * MINUTE)
    expect(said(stage)).toEqual([expect.stringContaining('deployment/web in shop crashes')])
  })

  test('a cluster that is away at the start is waited for', async () => {
    const stage = await incidentStage({ synced: false })
    stage.watching.health = [watch('pods', { state: 'starting', error: 'connection refused' })]
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(10 * MINUTE)

    expect(said(stage)).toEqual([expect.stringContaining('cluster/prod-eu cannot be watched')])
  })
})

describe('kinds that are not to be had', () => {
  test('what may not be watched is one message with the lines of the role that would grant it', async () => {
    const stage = await watching()
    stage.watching.health = [
      watch('pods'),
      watch('nodes', { state: 'forbidden' }),
      watch('jobs.batch', { state: 'forbidden' }),
    ]
    await stage.clock.advance(2 * MINUTE)

    const [card, ...others] = said(stage)
    expect(others).toEqual([])
    expect(card).toContain('Affected: 2 watches: jobs.batch, nodes')
    expect(card).toContain("{ apiGroups: [''], resources: [nodes], verbs: [list, watch] }")
    expect(card).toContain("{ apiGroups: ['batch'], resources: [jobs], verbs: [list, watch] }")
  })

  test('a kind that is not served is told only where an operator named it', async () => {
    const stage = await watching({ wanted: ['certificates.cert-manager.io'] })
    stage.watching.health = [
      watch('pods'),
      watch('horizontalpodautoscalers.autoscaling', { state: 'gone' }),
      watch('certificates.cert-manager.io', { state: 'gone' }),
    ]
    await stage.clock.advance(6 * MINUTE)

    expect(said(stage)).toHaveLength(1)
    expect(said(stage)[0]).toContain('certificates.cert-manager.io is not served')
    expect(said(stage)[0]).not.toContain('horizontal')
  })
})

describe('what else keeps the bot from telling the truth', () => {
  test('a clock that is wrong is told once it surely is', async () => {
    const stage = await watching()
    stage.watching.ahead = 20_000
    await stage.clock.advance(5 * MINUTE)
    expect(said(stage)).toEqual([])

    stage.watching.ahead = -150_000
    await stage.clock.advance(5 * MINUTE)
    expect(said(stage)[0]).toContain('clock/prod-eu and the bot’s own differ by more than 30 s')
    expect(said(stage)[0]).toContain('behind by about 3 min')
  })

  test('messages that wait too long for Slack are told, and while the store says nothing they are neither over', async () => {
    const clock = fakeClock()
    let backlog: Backlog | undefined = { waiting: 4, oldest: clock.now() }
    const outbox = {
      backlog: async () => {
        if (backlog) return backlog
        throw new UnavailableError('store-unavailable', text`away`)
      },
    }
    const stage = await watching({ clock, outbox })
    await clock.advance(4 * MINUTE)
    expect(said(stage)).toEqual([])
    await clock.advance(3 * MINUTE)
    expect(said(stage)[0]).toContain('are behind: messages wait for Slack')

    backlog = undefined
    await clock.advance(5 * MINUTE)
    expect(said(stage)[0]).toContain('are behind')
    backlog = { waiting: 0 }
    await clock.advance(3 * MINUTE)
    expect(said(stage)[0]).toContain('is fine again')
  })

  test('a channel that Slack refuses is told where somebody reads, and over once it takes a message', async () => {
    const stage = await watching({ adminChannel: 'CADMIN' })
    const refused = { reason: 'not_in_channel', since: stage.clock.now() }
    stage.messenger.tried.set('CSHOP', { channel: 'CSHOP', refused })
    await stage.clock.advance(MINUTE)

    expect(cards(stage).map(({ to }) => to)).toEqual([{ channelId: 'CADMIN', orIn: 'COPS' }])
    expect(said(stage)[0]).toContain('channel/CSHOP takes no messages')
    expect(said(stage)[0]).toContain('The bot is not a member')

    stage.messenger.tried.set('CSHOP', { channel: 'CSHOP' })
    await stage.clock.advance(MINUTE)
    expect(said(stage)[0]).toContain('channel/CSHOP is fine again')
  })

  test('where the admin channel itself is refused, the default channel is told', async () => {
    const stage = await watching({ adminChannel: 'CADMIN' })
    const refused = { reason: 'is_archived', since: stage.clock.now() }
    stage.messenger.tried.set('CADMIN', { channel: 'CADMIN', refused })
    await stage.clock.advance(MINUTE)

    expect(cards(stage).map(({ to }) => to)).toEqual([{ channelId: 'COPS' }])
  })
})

describe('after a restart', () => {
  test('what is still so goes on in the same message, and what is not known stays open', async () => {
    const first = await watching()
    const refused = { reason: 'not_in_channel', since: first.clock.now() }
    first.messenger.tried.set('CSHOP', { channel: 'CSHOP', refused })
    first.watching.health = KINDS.map((kind) => silent(kind, first.clock.now()))
    await first.clock.advance(3 * MINUTE)
    expect(said(first)).toHaveLength(2)
    await first.stop()

    const second = await incidentStage({ ...first, synced: false })
    second.watching.health = KINDS.map((kind) =>
      watch(kind, { state: 'starting', error: 'connection refused' }),
    )
    await second.clock.advance(5 * MINUTE)

    expect(said(second)).toHaveLength(2)
    expect(said(second).join('\n')).not.toContain('fine again')
  })

  test('buttons of the bot’s own incidents lead to its status, not to a cluster', async () => {
    const stage = await watching()
    await stage.watching.set(loner('a'))
    stage.watching.health = [watch('nodes', { state: 'forbidden' })]
    await stage.clock.advance(2 * MINUTE)

    const labels = cards(stage)[0]?.view.buttons?.map(({ label }) => label)
    expect(labels).toEqual(['Status', 'Acknowledge', 'Mute…', 'Actions…'])
  })
})

test('a condition that cannot be answered is told until it can', async () => {
  let failures: ReturnType<ConditionFailures> = [
    {
      name: 'certificate-late',
      kind: 'certificates.cert-manager.io',
      objects: 3,
      example: 'shop/web-tls',
      problem: 'no such key: staus',
    },
  ]
  const stage = await incidentStage({ conditionFailures: () => failures })
  await stage.clock.advance(3 * MINUTE)
  expect(said(stage)[0]).toContain('condition/certificate-late cannot be answered')
  expect(said(stage)[0]).toContain('shop/web-tls: no such key: staus')

  failures = []
  await stage.clock.advance(3 * MINUTE)
  expect(said(stage)).toEqual([expect.stringContaining('resolved: condition/certificate-late')])
})

describe('D3: two processes at one store', () => {
  test('what only one of them sees of itself is one message, and over when that one is well', async () => {
    const blind = await watching()
    const { book, clock } = blind
    const well = await watching({ book, clock })
    blind.watching.health = KINDS.map((kind) => silent(kind, clock.now()))
    await clock.advance(40 * MINUTE)
    expect(said(well)).toEqual([expect.stringContaining('cannot be watched')])
    expect(said(well)[0]).not.toContain('began')

    blind.watching.health = KINDS.map((kind) => watch(kind))
    await clock.advance(3 * MINUTE)
    expect(said(well)[0]).toContain('is fine again')
  })

  test('what a process saw that is gone is over once nobody has seen it for ten minutes', async () => {
    const blind = await watching()
    const { book, clock } = blind
    blind.watching.health = KINDS.map((kind) => silent(kind, clock.now()))
    await clock.advance(3 * MINUTE)
    await blind.stop()
    const well = await watching({ book, clock })
    await clock.advance(5 * MINUTE)
    expect(said(well)[0]).toContain('cannot be watched')
    await clock.advance(8 * MINUTE)
    expect(said(well)[0]).toContain('is fine again')
  })
})
