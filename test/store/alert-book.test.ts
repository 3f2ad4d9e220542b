import { describe, expect, test } from 'vitest'
import { booted, openStore } from './booted.ts'
import type { Alert } from '../../src/core/alert.ts'
import { createAlertBook } from '../../src/store/alerts/alert-book.ts'
import { prune } from '../../src/store/prune.ts'
import { alert } from '../support/alerts.ts'
import { engines } from '../support/store-engines.ts'

const over = (more: Partial<Alert> = {}) =>
  alert({
    state: 'resolved',
    endsAt: '2026-03-02T10:05:00.000Z',
    heardAt: '2026-03-02T10:05:00.000Z',
    ...more,
  })

describe.each(await engines())('alerts in the store on %s', (_, boot) => {
  const engine = booted(boot)

  const open = async () => {
    const { clock, log, store } = await openStore(await engine.fresh())
    const some = createAlertBook(store, { log, most: 2 })
    return { store, clock, some, book: createAlertBook(store, { log }) }
  }

  test('of too many that fire, those that began first are read', async () => {
    const { some } = await open()
    const at = (hour: string) => `2026-03-02T${hour}:00:00.000Z`
    const began = (hour: string) => alert({ fingerprint: hour, startsAt: at(hour) })
    await some.keep(['09', '08', '07'].map(began))

    expect((await some.firing()).map(({ fingerprint }) => fingerprint)).toEqual(['07', '08'])
  })

  test('what was kept is read as it was, until it is over', async () => {
    const { book } = await open()
    await book.keep([alert(), alert({ fingerprint: 'b2' })])
    expect(await book.firing()).toEqual([alert(), alert({ fingerprint: 'b2' })])

    await book.keep([over()])

    expect(await book.firing()).toEqual([alert({ fingerprint: 'b2' })])
  })

  test('the same alert, sent by both of two Alertmanagers or twice in one request, is one', async () => {
    const { book } = await open()
    const later = alert({ heardAt: '2026-03-02T10:01:00.000Z' })

    await book.keep([alert(), later])
    await book.keep([later])

    expect(await book.firing()).toEqual([later])
  })

  test('the same fingerprint in two clusters is two alerts', async () => {
    const { book } = await open()
    await book.keep([alert(), alert({ cluster: 'staging' })])
    await book.keep([over()])

    expect((await book.firing()).map(({ cluster }) => cluster)).toEqual(['staging'])
  })

  test('late news of one that is over does not bring it back; a new beginning does, and so does insisting', async () => {
    const { book } = await open()
    await book.keep([over()])

    await book.keep([alert({ heardAt: '2026-03-02T10:06:00.000Z' })])
    expect(await book.firing()).toEqual([])

    const anew = { startsAt: '2026-03-02T10:05:30.000Z', heardAt: '2026-03-02T10:07:00.000Z' }
    await book.keep([alert(anew)])
    expect(await book.firing()).toEqual([alert(anew)])

    await book.keep([over({ heardAt: '2026-03-02T10:08:00.000Z' })])
    const insisting = alert({ heardAt: '2026-03-02T10:19:00.000Z' })
    await book.keep([insisting])
    expect(await book.firing()).toEqual([insisting])
  })

  test('many at once are kept, hostile words as they are', async () => {
    const { book } = await open()
    const labels = { alertname: '$date', note: `'); drop table alerts; -- ‮` }
    await book.keep(
      Array.from({ length: 1500 }, (_none, i) => alert({ fingerprint: `f${i}`, labels })),
    )

    const firing = await book.firing()
    expect(firing).toHaveLength(1500)
    expect(firing[7]?.labels).toEqual(labels)
  })

  test('one not heard of for eight days is removed', async () => {
    const { book, store, clock } = await open()
    await book.keep([alert({ heardAt: clock.now().toISOString() })])
    await prune(store, new Date(clock.now().getTime() + 7 * 86_400_000))
    expect(await book.firing()).toHaveLength(1)

    await prune(store, new Date(clock.now().getTime() + 9 * 86_400_000))

    expect(await book.firing()).toEqual([])
  })
})
