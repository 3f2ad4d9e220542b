import { describe, expect, test } from 'vitest'
import type { MuteWish } from '../../src/core/incidents/incident-desk.ts'
import type { Incident } from '../../src/core/incidents/incident.ts'
import { plain } from '../../src/core/text.ts'
import { createLedger } from '../../src/notify/ledger.ts'
import { noDesk } from '../../src/notify/notifications.ts'
import { refusal } from '../support/ask-command.ts'
import { atDesk, type DeskWishes } from './at-desk.ts'
import type { FakeClock } from '../support/fake-clock.ts'
import { incident, mute } from '../support/held-incidents.ts'
import { CLEAR_MS, HOLD_MS, loner, node, pod, words } from '../support/incident-stage.ts'

const OWNER = {
  kind: 'owner',
  cluster: 'prod-eu',
  object: { kind: 'deploy', name: 'web' },
  namespace: 'shop',
} as const

const replicaSet = (name: string, revision: string) =>
  pod(name, undefined, {
    group: 'apps',
    resource: 'replicasets',
    annotations: { 'deployment.kubernetes.io/revision': revision },
  })

const NOON = new Date('2026-03-02T12:00:00Z')
const inMs = (clock: FakeClock, ms: number) => new Date(clock.now().getTime() + ms)

describe('who may see an incident', () => {
  test('whom policy and the cluster let look at what it is about', async () => {
    const { desk, id } = await atDesk()

    expect((await desk.list('open')).incidents.map((one: Incident) => one.id)).toEqual([id])
    expect(words(await desk.show(id))).toContain('deployment/web in shop crashes')
  })

  test.each<[string, DeskWishes]>([
    ['policy', { denies: ({ command }) => command === 'get' }],
    ['the cluster', { forbidden: ['get deployments'] }],
  ])('nobody else: %s says no, and its being there is not told', async (_, wishes) => {
    const { desk, id } = await atDesk(wishes)

    expect(await desk.list('open')).toEqual({ incidents: [], silent: [] })
    for (const act of [
      desk.show(id),
      desk.acknowledge(id),
      desk.mute({ kind: 'incident', id }, NOON),
      desk.assign(id, 'me'),
      desk.unassign(id),
      desk.show('00000000'),
    ])
      expect((await refusal(act)).code).toBe('no-such-incident')
  })

  test('a cluster that does not answer is named, and what is there is not shown', async () => {
    const { desk } = await atDesk({ away: true })

    expect(await desk.list('open')).toEqual({ incidents: [], silent: ['prod-eu'] })
  })
})

describe('what an incident says of another one', () => {
  const nodeGone = async (wishes: DeskWishes) => {
    const stage = await atDesk(wishes)
    await stage.watching.set(node('node-1', ['web-1']))
    await stage.clock.advance(5000)
    const teller = stage.book.all().find(({ cause }) => cause === 'node-not-ready')
    return { ...stage, teller: teller?.id ?? '' }
  }

  test('names the node that explains it, and the owners that it swallows', async () => {
    const { desk, id, teller } = await nodeGone({})

    expect(words(await desk.show(id))).toContain('Part of node/node-1')
    expect(words(await desk.why(id))).toContain('node/node-1')
    expect(words(await desk.show(teller))).toContain('1 deployment: web')
  })

  test('but not to somebody who may not see that one: there it is an id, or a number', async () => {
    const unseen = await nodeGone({ forbidden: ['get nodes'] })
    const { desk, id, teller } = unseen

    expect(words(await desk.show(id))).toContain(`Part of incident ${teller}`)
    for (const said of [await desk.show(id), await desk.why(id)])
      expect(words(said)).not.toContain('node-1')

    const other = await nodeGone({ forbidden: ['get deployments'] })
    const shown = words(await other.desk.show(other.teller))
    expect(shown).toContain('Told with it: 1 object')
    expect(shown).not.toContain('web')
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

describe('assigning', () => {
  test('names the person on the message and tells them, once', async () => {
    const { desk, id, card, book } = await atDesk()

    await desk.assign(id, { userId: 'U3' })
    await desk.assign(id, { userId: 'U3' })

    expect(card()).toContain('Assigned to @U3 by @U1')
    const direct = [...book.deliveries.values()].filter(({ to }) => 'userId' in to)
    expect(direct.map(({ to }) => to)).toEqual([{ userId: 'U3' }])
    expect(words(direct[0]?.view)).toContain('@U1 asks you to look after it: deployment/web')

    await desk.unassign(id)
    expect(card()).not.toContain('Assigned')
  })

  test('who takes it on themselves is not told so', async () => {
    const { desk, id, card, book } = await atDesk()

    await desk.assign(id, 'me')

    expect(card()).toContain('Assigned to @U1 by @U1')
    expect([...book.deliveries.values()].filter(({ to }) => 'userId' in to)).toEqual([])
  })

  test('nobody is told of what they may not see', async () => {
    const { desk, id, book } = await atDesk({ denies: ({ actor }) => actor.userId === 'U4' })

    for (const userId of ['U4', 'U9'])
      expect((await refusal(desk.assign(id, { userId }))).code).toBe('not-assignable')
    expect([...book.deliveries.values()].filter(({ to }) => 'userId' in to)).toEqual([])
  })
})

test('what people do about incidents goes on the audit trail, in the step that does it', async () => {
  const { desk, id, book } = await atDesk()

  await desk.acknowledge(id)
  await desk.assign(id, { userId: 'U3' })
  await desk.unassign(id)
  await desk.mute({ kind: 'incident', id }, NOON)
  const [mute] = await desk.mutes()
  await desk.unmute(mute?.id ?? '')

  const web = { kind: 'deployment', namespace: 'shop', name: 'web' }
  const about = { kind: 'attention', actor: { user: 'jane' }, cluster: 'prod-eu', incident: id }
  const silence = { what: `incident ${id}`, until: NOON.toISOString() }
  expect(book.records).toMatchObject([
    { ...about, command: 'ack', targets: [web] },
    { ...about, command: 'assign', targets: [web], assignee: { userId: 'U3' } },
    { ...about, command: 'unassign', targets: [web], assignee: { userId: 'U3' } },
    { ...about, command: 'mute', targets: [web], mute: silence },
    { ...about, command: 'unmute', targets: [web], mute: silence },
  ])
})

describe('a mute until it changes', () => {
  const silent = async (wish?: MuteWish) => {
    const stage = await atDesk()
    await stage.desk.mute(wish ?? { kind: 'incident', id: stage.id }, 'change')
    await stage.clock.advance(1000)
    return stage
  }

  test('is shown as such, and other words of the same trouble do not end it', async () => {
    const { card, watching, clock, desk } = await silent()
    expect(card()).toContain('Muted by @U1 until it changes')

    await watching.set(pod('web-1', 'exit 2'))
    await clock.advance(11_000)

    expect(card()).toContain('Muted by @U1')
    expect(await desk.mutes()).toHaveLength(1)
  })

  test('ends when it gets worse', async () => {
    const { card, watching, clock, desk } = await silent()

    await watching.set(pod('web-1', 'badly'))
    await clock.advance(1000)

    expect(card()).not.toContain('Muted')
    expect(await desk.mutes()).toEqual([])
  })

  test('ends when the owner has a new revision', async () => {
    const stage = await atDesk()
    await stage.watching.set(replicaSet('web-a', '41'))
    await stage.desk.mute({ kind: 'incident', id: stage.id }, 'change')
    await stage.clock.advance(1000)
    expect(stage.card()).toContain('Muted')

    await stage.watching.set(replicaSet('web-b', '42'))
    await stage.clock.advance(31_000)

    expect(stage.card()).not.toContain('Muted')
  })

  test('ends when it is over: what comes back is told', async () => {
    const { watching, clock, desk, card } = await silent()
    await watching.set(pod('web-1'))
    await clock.advance(CLEAR_MS + 1000)
    expect(await desk.mutes()).toEqual([])

    await watching.set(pod('web-1', 'exit 1'))
    await clock.advance(HOLD_MS + 1000)
    expect(card()).not.toContain('Muted')
  })

  test('of an owner is of what is open now; where nothing is, it is refused', async () => {
    const { desk } = await silent(OWNER)
    expect((await desk.mutes())[0]?.faces).toHaveLength(1)

    const other = { ...OWNER, object: { kind: 'deploy', name: 'api' } }
    expect((await refusal(desk.mute(other, 'change'))).code).toBe('nothing-to-change')
  })
})

describe('a mute', () => {
  test.each([
    OWNER,
    { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' } as const,
    { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop' } as const,
    { ...OWNER, kind: 'cause', cause: 'crash-loop' } as const,
  ])(
    'is shown, keeps new things silent, and what is still wrong afterwards is told',
    async (wish) => {
      const { desk, watching, clock, card, book } = await atDesk()
      await desk.mute(wish, inMs(clock, 3_600_000))
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

  test('that somebody made through another process keeps things silent here too', async () => {
    const { book, clock, watching } = await atDesk()
    const other = createLedger(book, clock)
    const what = { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' } as const
    const until = '2026-03-02T12:00:00.000Z'
    await other.commit({ incidents: [], deliveries: [], mutes: [mute({ what, until })] })
    await clock.advance(40_000)
    const before = book.deliveries.size

    await watching.set(loner('cart', 'exit 1'))
    await clock.advance(HOLD_MS + 1000)

    expect(book.all()).toHaveLength(2)
    expect(book.deliveries.size).toBe(before)
  })

  test('ends when it is lifted', async () => {
    const { desk, id, clock, card } = await atDesk()
    await desk.mute({ kind: 'incident', id }, inMs(clock, 3_600_000))
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
    expect((await refusal(denied.desk.mute(wish, NOON))).code).toBe('policy-denied')
    expect(denied.refused).toMatchObject([
      { kind: 'refusal', command: 'mute', verdict: { kind: 'deny' }, targets: [{ name: 'web' }] },
    ])
    expect(denied.book.records).toEqual([])

    const { desk, id, clock } = await atDesk()
    const long = desk.mute({ kind: 'incident', id }, inMs(clock, 31 * 86_400_000))
    expect((await refusal(long)).code).toBe('mute-too-long')
  })
})

test('without notifications everything says that nothing is watched', async () => {
  const desk = noDesk()
  const { id } = incident()

  for (const act of [desk.list('open'), desk.show(id), desk.acknowledge(id), desk.mutes()])
    expect((await refusal(act)).code).toBe('no-notifications')
})
