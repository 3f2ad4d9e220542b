import { describe, expect, test } from 'vitest'
import { booted, openStore } from './booted.ts'
import { text } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'
import { createAuditLog } from '../../src/store/audit/audit-log.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { createIncidentBook } from '../../src/store/incidents/incident-book.ts'
import { createLifeSigns } from '../../src/store/incidents/life-signs.ts'
import { prune } from '../../src/store/prune.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { incident, mute } from '../support/held-incidents.ts'
import { engines } from '../support/store-engines.ts'

const DAY = 86_400_000
const card = {
  key: 'incident/8f3c21aa/card',
  to: { channelId: 'COPS' },
  view: view('plain', text`x`),
}
const fresh = (next = incident()) => ({
  incidents: [{ expected: 'new', next } as const],
  deliveries: [],
})

describe.each(await engines())('incidents in the store on %s', (_, boot) => {
  const engine = booted(boot)

  const open = async () => {
    const { clock, log, store } = await openStore(await engine.fresh())
    const ids = { short: () => 's', opaque: () => `${Math.random()}` }
    const book = createIncidentBook(store, { clock, log })
    return { clock, store, log, book, outbox: createOutbox(store, { clock, ids, log }) }
  }

  test('an incident and the message that tells of it are there together, and what was written is read', async () => {
    const { book, outbox, clock } = await open()

    expect(await book.commit({ ...fresh(), deliveries: [card] })).toBe('done')

    expect(await book.list(clock.now())).toEqual([incident({ version: 1 })])
    expect(await book.find('8f3c21aa')).toEqual(incident({ version: 1 }))
    expect((await outbox.claim(10, 1000)).map(({ key }) => key)).toEqual([card.key])
  })

  test('what somebody did about an incident is on the audit trail with it, or not at all', async () => {
    const { book, store, log } = await open()
    const trail = createAuditLog(store)
    const { plan: _, ...done } = auditEntry({ command: 'ack', incident: '8f3c21aa' })
    const record = { ...done, kind: 'attention' } as const
    await book.commit(fresh())
    const step = { incidents: [{ expected: 1, next: incident({ times: 2 }) }], deliveries: [] }

    expect(await book.commit({ ...step, records: [record] })).toBe('done')
    expect(await book.commit({ ...step, records: [record] })).toBe('stale')

    const found = await trail.find({ cluster: 'prod-eu', limit: 10 })
    expect(found).toMatchObject([{ record: { seq: 1, kind: 'attention', incident: '8f3c21aa' } }])
    expect(found[0]).not.toHaveProperty('ended')
    expect(log.lines.filter(({ facts }) => facts['audit'] === 'attention')).toHaveLength(1)
  })

  test('what waits for Slack is counted: neither what it shows, nor what it refused and what belongs below that', async () => {
    const { book, outbox, clock } = await open()
    expect(await outbox.backlog()).toEqual({ waiting: 0 })
    const below = { ...card, key: 'incident/8f3c21aa/thread/1', to: { threadOf: card.key } }
    await book.commit({ ...fresh(), deliveries: [card, below] })
    const oldest = clock.now()
    await clock.advance(60_000)
    await book.commit({
      incidents: [],
      deliveries: [{ ...card, key: 'digest/1/card' }],
    })

    expect(await outbox.backlog()).toEqual({ waiting: 3, oldest })
    await outbox.delivered('digest/1/card', 1, { channel: 'COPS', ts: '1.1' })
    expect(await outbox.backlog()).toEqual({ waiting: 2, oldest })
    await outbox.giveUp(card.key, 1, 'not_in_channel')
    expect(await outbox.backlog()).toEqual({ waiting: 0 })
  })

  test('until when somebody looked is known to whoever starts next, and never goes back', async () => {
    const { store, clock } = await open()
    const life = createLifeSigns(store)
    expect(await life.last()).toBeUndefined()
    const at = clock.now()
    await life.beat(at)
    await life.beat(new Date(at.getTime() - 60_000))

    expect(await createLifeSigns(store).last()).toEqual(at)
  })

  test('of two who change the same one, the second is told so, and nothing of theirs is kept', async () => {
    const { book, outbox } = await open()
    await book.commit(fresh())
    const step = {
      incidents: [{ expected: 1, next: incident({ times: 2 }) }],
      deliveries: [],
    }
    expect(await book.commit(step)).toBe('done')

    const late = { ...step, deliveries: [card], mutes: [mute()] }
    expect(await book.commit(late)).toBe('stale')

    expect(await outbox.claim(10, 1000)).toEqual([])
    expect(await book.mutes(new Date(0))).toEqual([])
  })

  test('one trouble has one open incident, whatever two processes believe; a new one once it is over', async () => {
    const { book, clock } = await open()
    await book.commit(fresh())
    expect(await book.commit(fresh(incident({ id: 'bbbbbbbb' })))).toBe('stale')

    const over = incident({ state: 'resolved', resolvedAt: '2026-03-02T09:00:00.000Z' })
    await book.commit({ incidents: [{ expected: 1, next: over }], deliveries: [] })
    expect(await book.commit(fresh(incident({ id: 'bbbbbbbb' })))).toBe('done')
    const reopened = { ...over, state: 'open' } as const
    expect(
      await book.commit({ incidents: [{ expected: 2, next: reopened }], deliveries: [] }),
    ).toBe('stale')

    expect((await book.list(clock.now())).map(({ id }) => id)).toEqual(['bbbbbbbb'])
    expect(await book.list(new Date('2026-03-02T08:59:00Z'))).toHaveLength(2)
  })

  test('those of a digest are listed together as long as one of them is open', async () => {
    const { book, clock } = await open()
    const digest = { id: 'dddddddd', number: 1 }
    const over = { state: 'resolved', resolvedAt: '2026-03-01T00:00:00.000Z' } as const
    await book.commit(fresh(incident({ digest })))
    await book.commit(fresh(incident({ id: 'bbbbbbbb', key: 'b', digest, ...over })))
    await book.commit(fresh(incident({ id: 'cccccccc', key: 'c', ...over })))

    expect((await book.list(clock.now())).map(({ id }) => id)).toEqual(['8f3c21aa', 'bbbbbbbb'])
  })

  test('what quiet hours keep back is listed until it was told, however long it is over', async () => {
    const { book, clock } = await open()
    const over = incident({
      state: 'resolved',
      resolvedAt: '2026-03-01T00:00:00.000Z',
      told: false,
      heldSince: '2026-03-01T00:00:00.000Z',
    })
    await book.commit(fresh(over))
    expect((await book.list(clock.now())).map(({ id }) => id)).toEqual(['8f3c21aa'])

    const { heldSince: _, ...told } = { ...over, told: true }
    await book.commit({ incidents: [{ expected: 1, next: told }], deliveries: [] })
    expect(await book.list(clock.now())).toEqual([])
  })

  test('a message leads to its delivery', async () => {
    const { book, outbox } = await open()
    await book.commit({ ...fresh(), deliveries: [card] })
    await outbox.delivered(card.key, 1, { channel: 'COPS', ts: '1.2' })

    expect(await outbox.keyAt({ channel: 'COPS', ts: '1.2' })).toBe(card.key)
    expect(await outbox.keyAt({ channel: 'CSHOP', ts: '1.2' })).toBeUndefined()
  })

  test('mutes hold until their time, or until they are lifted', async () => {
    const { book } = await open()
    const step = { incidents: [], deliveries: [] }
    const faces = [{ id: '8f3c21aa', severity: 'warning' } as const]
    const cause = { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop' } as const
    const other = mute({ id: 'cccccccc', what: cause, faces })
    await book.commit({ ...step, mutes: [mute(), mute({ id: 'bbbbbbbb' }), other] })
    await book.commit({ ...step, lifted: ['bbbbbbbb'] })

    expect(await book.mutes(new Date('2026-03-02T10:54:00Z'))).toEqual([mute(), other])
    expect(await book.mutes(new Date('2026-03-02T10:56:00Z'))).toEqual([])
  })

  test('what is over for a month is removed; messages of what goes on stay, however old', async () => {
    const { book, store, clock, outbox } = await open()
    const over = incident({
      id: 'bbbbbbbb',
      key: 'b',
      state: 'resolved',
      resolvedAt: '2026-03-02T09:00:00.000Z',
    })
    await book.commit({ ...fresh(), deliveries: [card] })
    await book.commit({ ...fresh(over), deliveries: [{ ...card, key: 'incident/bbbbbbbb/card' }] })
    for (const { key, revision } of await outbox.claim(10, 1000))
      await outbox.delivered(key, revision, { channel: 'COPS', ts: key })

    await prune(store, new Date(clock.now().getTime() + 31 * DAY))

    expect(await book.find('bbbbbbbb')).toBeUndefined()
    expect(await outbox.posted('incident/bbbbbbbb/card')).toBeUndefined()
    expect(await outbox.posted(card.key)).toEqual({ channel: 'COPS', ts: card.key })
    expect(await book.find('8f3c21aa')).toBeDefined()
  })

  test('a card that became a digest stays until all that it tells of is over', async () => {
    const { book, store, clock, outbox } = await open()
    const digest = { id: 'bbbbbbbb', number: 1, card: 'incident/bbbbbbbb/card' }
    const over = { state: 'resolved', resolvedAt: '2026-03-02T09:00:00.000Z' } as const
    await book.commit(fresh(incident({ digest: { ...digest, number: 2 } })))
    await book.commit({
      ...fresh(incident({ id: 'bbbbbbbb', key: 'b', digest, ...over })),
      deliveries: [{ ...card, key: digest.card }],
    })
    for (const { key, revision } of await outbox.claim(10, 1000))
      await outbox.delivered(key, revision, { channel: 'COPS', ts: key })

    await prune(store, new Date(clock.now().getTime() + 31 * DAY))

    expect(await outbox.posted(digest.card)).toBeDefined()
  })
})
