import { describe, expect, onTestFinished, test } from 'vitest'
import { UnavailableError } from '../../src/core/errors.ts'
import type { Facts } from '../../src/core/judge.ts'
import type { Incident } from '../../src/core/incidents/incident.ts'
import { plain, text } from '../../src/core/text.ts'
import { createDesk } from '../../src/notify/desk/desk.ts'
import { noDesk } from '../../src/notify/notifications.ts'
import { refusal } from '../support/ask-command.ts'
import { commandContext } from '../support/command-context.ts'
import { fakeClusterReader } from '../support/fake-cluster-reader.ts'
import { incident } from '../support/held-incidents.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, pod, words } from '../support/incident-stage.ts'

type Wishes = {
  readonly forbidden?: readonly string[]
  readonly denies?: (facts: Facts) => boolean
  readonly away?: boolean
}

/** Jane at the desk, while deployment/web crashes. */
async function atDesk({ forbidden = [], denies, away = false }: Wishes = {}) {
  const stage = await incidentStage()
  onTestFinished(stage.stop)
  await stage.watching.set(pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  const { request, desk } = commandContext(denies ? { denies } : {})
  const reader = fakeClusterReader({ forbidden })
  const info = { cluster: 'prod-eu', environment: 'production', production: true }
  const open = () => {
    if (away) throw new UnavailableError('cluster-unreachable', text`away`)
    return { reader, writer: { apply: () => Promise.reject(new Error('nobody writes here')) } }
  }
  const made = createDesk(
    { request, signal: new AbortController().signal },
    {
      ...stage,
      judge: desk.judge,
      clusters: { infos: [info], open, health: () => [] },
      wake: stage.engine.wake,
    },
  )
  const [first] = stage.book.all()
  const card = () => {
    const found = [...stage.book.deliveries.values()].find(({ key }) => key.endsWith('/card'))
    return words(found?.view)
  }
  return { ...stage, desk: made, id: first?.id ?? '', card }
}

describe('who may see an incident', () => {
  test('whom policy and the cluster let look at what it is about', async () => {
    const { desk, id } = await atDesk()

    expect((await desk.list('open')).incidents.map((one: Incident) => one.id)).toEqual([id])
    expect(words(await desk.show(id))).toContain('deployment/web in shop crashes')
  })

  test.each<[string, Wishes]>([
    ['policy', { denies: ({ command }) => command === 'get' }],
    ['the cluster', { forbidden: ['get deployments'] }],
  ])('nobody else: %s says no, and its being there is not told', async (_, wishes) => {
    const { desk, id } = await atDesk(wishes)

    expect(await desk.list('open')).toEqual({ incidents: [], silent: [] })
    for (const act of [
      desk.show(id),
      desk.acknowledge(id),
      desk.mute({ kind: 'incident', id }, 1000),
      desk.show('00000000'),
    ])
      expect((await refusal(act)).code).toBe('no-such-incident')
  })

  test('a cluster that does not answer is named, and what is there is not shown', async () => {
    const { desk } = await atDesk({ away: true })

    expect(await desk.list('open')).toEqual({ incidents: [], silent: ['prod-eu'] })
  })
})

describe('acknowledging', () => {
  test('puts the name on the message, once', async () => {
    const { desk, id, card } = await atDesk()

    await desk.acknowledge(id)

    expect(card()).toContain('Acknowledged by @U1')
    expect(plain((await desk.acknowledge(id)).title)).toContain('Jane acknowledged it')
  })

  test('comes too late for what is over', async () => {
    const { desk, id, watching, clock } = await atDesk()
    await watching.set(pod('web-1'))
    await clock.advance(CLEAR_MS + 1000)

    expect((await refusal(desk.acknowledge(id))).code).toBe('incident-over')
  })
})

describe('a mute', () => {
  const OWNER = {
    kind: 'owner',
    cluster: 'prod-eu',
    object: { kind: 'deploy', name: 'web' },
    namespace: 'shop',
  } as const

  test.each([OWNER, { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' } as const])(
    'is shown, keeps new things silent, and what is still wrong afterwards is told',
    async (wish) => {
      const { desk, watching, clock, card, book } = await atDesk()
      await desk.mute(wish, 3_600_000)
      await clock.advance(1000)
      expect(card()).toContain('Muted by @U1')
      const [mute] = await desk.mutes()
      expect(mute?.by.user).toBe('jane')

      await watching.set(pod('web-1'))
      await clock.advance(CLEAR_MS + 40 * 60_000)
      const before = book.deliveries.size
      await watching.set(pod('web-1', 'exit 2'))
      await clock.advance(HOLD_MS + 1000)
      expect(book.all()).toHaveLength(2)
      expect(book.deliveries.size).toBe(before)

      await clock.advance(30 * 60_000)
      expect(book.deliveries.size).toBe(before + 1)
      expect(await desk.mutes()).toEqual([])
    },
  )

  test('ends when it is lifted', async () => {
    const { desk, id, clock, card } = await atDesk()
    await desk.mute({ kind: 'incident', id }, 3_600_000)
    await clock.advance(1000)
    const [mute] = await desk.mutes()

    await desk.unmute(mute?.id ?? '')
    await clock.advance(1000)

    expect(card()).not.toContain('Muted')
    expect((await refusal(desk.unmute('00000000'))).code).toBe('no-such-mute')
  })

  test('needs the right to change what it silences, and lasts a month at most', async () => {
    const denied = await atDesk({ denies: ({ command }) => command === 'mute' })
    const wish = { kind: 'incident', id: denied.id } as const
    expect((await refusal(denied.desk.mute(wish, 1000))).code).toBe('policy-denied')

    const { desk, id } = await atDesk()
    const long = desk.mute({ kind: 'incident', id }, 31 * 86_400_000)
    expect((await refusal(long)).code).toBe('mute-too-long')
  })
})

test('without notifications everything says that nothing is watched', async () => {
  const desk = noDesk()
  const { id } = incident()

  for (const act of [desk.list('open'), desk.show(id), desk.acknowledge(id), desk.mutes()])
    expect((await refusal(act)).code).toBe('no-notifications')
})
