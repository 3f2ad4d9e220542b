import { describe, expect, onTestFinished, test } from 'vitest'
import type { SeenChange, SeenField } from '../../src/core/incidents/seen-change.ts'
import { createChangeFeed } from '../../src/notify/changes/change-feed.ts'
import { ChangeSettings } from '../../src/notify/changes/change-settings.ts'
import { createLedger } from '../../src/notify/ledger.ts'
import { NotificationSettings } from '../../src/notify/settings.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { fakeMessenger } from '../support/fake-messenger.ts'
import { words as said } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'

const MINUTE = 60_000

const image = (before: string, after: string): SeenField => ({
  what: 'image',
  field: 'app image',
  before,
  after,
})
const env: SeenField = {
  what: 'env',
  field: 'app env A value',
  before: '(hidden)',
  after: '(hidden, changed)',
}
const scaled: SeenField = { what: 'autoscaling', field: 'replicas', before: 2, after: 3 }

async function stage(changes: object = {}, book = memoryIncidents()) {
  const clock = fakeClock()
  const settings = NotificationSettings.parse({ channel: 'COPS', changes })
  const messenger = fakeMessenger()
  const ledger = createLedger(book, clock)
  const feed = createChangeFeed({
    wanted: ChangeSettings.parse(changes),
    settings,
    clusters: [{ cluster: 'prod-eu', environment: 'production', production: true }],
    ledger,
    messenger,
    audit: {
      find: async () => [{ record: { ...auditEntry(), seq: 1, prevHash: '', hash: '' } }],
    },
    clock,
    log: fakeLog(),
  })
  await feed.start()
  onTestFinished(async () => {
    const stopped = feed.stop()
    await clock.advance(1000)
    await stopped
  })
  const change = async (
    name: string,
    fields: readonly SeenField[],
    more: Partial<SeenChange> = {},
  ) => {
    const metadata = { labels: {}, annotations: {} }
    const change = {
      at: clock.now(),
      cluster: 'prod-eu',
      about: {
        group: 'apps',
        resource: 'deployments',
        kind: 'Deployment',
        namespace: 'shop',
        name,
        uid: `uid-${name}`,
      },
      changes: fields,
      generation: 4,
      ...more,
    }
    feed.add(change, metadata)
    await clock.advance(300)
  }
  const messages = () => [...book.deliveries.values()]
  const words = (at = 0) => said(messages()[at]?.view)
  return { book, clock, change, messages, words, messenger, ledger }
}

describe('a change of a workload', () => {
  test('is one message with what changed, by whom, and buttons that help', async () => {
    const { change, messages, words, messenger } = await stage()
    await change('web', [image('web:1.4', 'web:1.5')], { by: 'kubectl-edit' })

    expect(words()).toContain('plain: deployment/web in shop was changed by kubectl-edit')
    expect(words()).toContain('here by default')
    expect(messages()).toMatchObject([
      {
        key: 'change/prod-eu/uid-web/4/COPS',
        to: { channelId: 'COPS' },
        view: {
          parts: [{ part: 'changes', changes: [{ before: 'web:1.4', after: 'web:1.5' }] }],
          buttons: [
            { words: 'describe deployment/web -n shop -c prod-eu' },
            { words: 'rollback deployment/web -n shop -c prod-eu' },
          ],
        },
      },
    ])
    expect(messenger.wakes).toBe(1)
  })

  test('that the bot made is told with who asked for it', async () => {
    const { change, words } = await stage()
    await change('web', [{ ...scaled, what: 'replicas', before: 3, after: 5 }], { by: 'deckwatch' })

    expect(words()).toContain(`was changed by deckwatch for @${auditEntry().actor.userId}`)
  })

  test.each<[string, SeenField, number]>([
    ['something else', image('web:1.4', 'evil:1'), 0],
    ['the same to another end', { ...scaled, what: 'replicas', after: 50 }, 0],
    ['the same again, later', { ...scaled, what: 'replicas', after: 5 }, 11 * MINUTE],
  ])('%s that somebody writes under the bot’s name is nobody’s wish', async (_, field, laterMs) => {
    const { change, words, clock } = await stage()
    await clock.advance(laterMs)
    await change('web', [field], { by: 'deckwatch' })

    expect(words()).toContain('was changed by deckwatch')
    expect(words()).not.toContain(' for @')
  })

  test('and what follows within a minute is one message', async () => {
    const { change, messages, clock } = await stage()
    await change('web', [image('web:1.4', 'web:1.5')], { by: 'helm' })
    await change('web', [image('web:1.5', 'web:1.6'), env], { by: 'argocd', generation: 5 })

    expect(messages()).toHaveLength(1)
    expect(messages()[0]?.view.parts).toMatchObject([
      { changes: [{ before: 'web:1.4', after: 'web:1.6' }, { field: 'app env A value' }] },
    ])

    await clock.advance(MINUTE)
    await change('web', [image('web:1.6', 'web:1.7')], { generation: 6 })
    expect(messages()).toHaveLength(2)
  })

  test('that is put back within a minute says so', async () => {
    const { change, words } = await stage()
    await change('web', [image('web:1.4', 'web:1.5')])
    await change('web', [image('web:1.5', 'web:1.4')], { generation: 5 })

    expect(words()).toContain('It was put back as it was.')
  })

  test('that is seen again after a restart is the same message', async () => {
    const first = await stage()
    await first.change('web', [image('web:1.4', 'web:1.5')])
    const second = await stage({}, first.book)
    await second.change('web', [image('web:1.4', 'web:1.5')])

    expect(second.messages()).toHaveLength(1)
  })

  test('is told once the store is back, when it was away', async () => {
    const { change, book, messages, clock } = await stage()
    book.away = true
    await change('web', [image('web:1.4', 'web:1.5')])
    expect(messages()).toEqual([])

    book.away = false
    await clock.advance(MINUTE)
    expect(messages()).toHaveLength(1)
  })
})

describe('what is told', () => {
  test('are the fields, namespaces and the channel that the configuration names', async () => {
    const { change, messages } = await stage({
      channel: 'CCHANGES',
      namespaces: ['pay-*'],
      fields: ['env'],
    })
    await change('web', [env])
    const about = {
      group: 'apps',
      resource: 'deployments',
      kind: 'Deployment',
      name: 'a',
      uid: 'a',
    }
    const inPay = { about: { ...about, namespace: 'pay-eu' } }
    await change('web', [image('a', 'b')], inPay)
    expect(messages()).toEqual([])

    await change('web', [image('a', 'b'), env], inPay)
    expect(messages()).toMatchObject([
      { to: { channelId: 'CCHANGES' }, view: { parts: [{ changes: [{ field: env.field }] }] } },
    ])
  })

  test('are replicas that an autoscaler sets only where they are asked for', async () => {
    const quiet = await stage()
    await quiet.change('web', [scaled])
    const asked = await stage({ fields: ['autoscaling'] })
    await asked.change('web', [scaled])

    expect(quiet.messages()).toEqual([])
    expect(asked.messages()).toHaveLength(1)
  })

  test('is nothing of an owner or a namespace that somebody muted', async () => {
    const { change, messages, ledger, clock } = await stage()
    const until = new Date(clock.now().getTime() + MINUTE).toISOString()
    const by = { userId: 'U1', teamId: 'T1', name: 'Ann', user: 'ann' }
    const what = { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' } as const
    const mute = { id: 'm1', what, by, at: until, until }
    await ledger.commit({ incidents: [], deliveries: [], mutes: [mute] })
    await change('web', [env])
    expect(messages()).toEqual([])

    await clock.advance(MINUTE)
    await change('web', [env])
    expect(messages()).toHaveLength(1)
  })
})

describe('a storm of changes', () => {
  test('is ten messages and one digest that is edited', async () => {
    const { change, messages, words } = await stage()
    for (let i = 1; i <= 40; i++) await change(`w${i}`, [image('a', 'b')], { by: 'argocd' })

    expect(messages()).toHaveLength(11)
    expect(words(10)).toContain('30 workloads changed since')
    expect(words(10)).toContain('deployment/w40 in shop app image a → b argocd prod-eu')
    expect(words(10).match(/deployment/g)).toHaveLength(15)

    await change('w40', [env], { generation: 5 })
    expect(messages()).toHaveLength(11)
    expect(words(10)).toContain('deployment/w40 in shop app image a → b, 1 more argocd prod-eu')
  })

  test('ends when it is calm: the next one is a message of its own', async () => {
    const { change, messages, words, clock } = await stage()
    for (let i = 1; i <= 12; i++) await change(`w${i}`, [env])
    await clock.advance(6 * MINUTE)
    await change('later', [env])

    expect(messages()).toHaveLength(12)
    expect(words(11)).toContain('deployment/later in shop was changed')
  })
})
