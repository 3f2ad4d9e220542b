import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { text } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { dueRows } from '../../src/store/deliveries/due-rows.ts'
import { migrate } from '../../src/store/migrate.ts'
import { nodeSqliteDialect } from '../../src/store/node-sqlite.ts'
import { planStep } from '../../src/store/plans/plan-step.ts'
import { makeStep } from '../../src/store/steps/make-step.ts'
import type { Store } from '../../src/store/store.ts'
import type { Tables } from '../../src/store/tables.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { openPlan } from '../support/held-plans.ts'

/** SQLite that tells what it had to parse. */
class Telling extends DatabaseSync {
  readonly parsed: string[] = []

  override prepare(query: string) {
    this.parsed.push(query)
    return super.prepare(query)
  }
}

async function open() {
  const sqlite = new Telling(':memory:')
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(sqlite) })
  await migrate(db)
  const service = { name: 'store', start: async () => {}, stop: () => db.destroy() }
  const store: Store = {
    engine: 'sqlite',
    service: { ...service, unready: () => undefined },
    use: (work) => work(db),
    follow: async () => undefined,
  }
  return { sqlite, db, store }
}

const clock = fakeClock()
const ids = { short: () => 's', opaque: () => 'me' }
const wish = { limit: 40, by: 'me', now: clock.now().toISOString() }

test('each statement of a change is parsed once, whatever is changed', async () => {
  const { sqlite, db, store } = await open()
  const outbox = createOutbox(store, { clock, ids, log: fakeLog() })
  const change = async (id: string) => {
    const making = planStep({
      plans: [{ expected: 'new', next: openPlan({ plan: { id } }) }],
      records: [auditEntry({ kind: 'intent' })],
      deliveries: [{ key: 'card', to: { channelId: 'C1' }, view: view('plain', text`${id}`) }],
    })
    await makeStep(db, making, { id, at: clock.now(), isAgain: false })
    for (const { key, revision } of await outbox.claim(40, 30_000))
      await outbox.delivered(key, revision, { channel: 'C1', ts: '1.1' })
  }
  await change('first')
  const known = new Set(sqlite.parsed)
  await change('second')
  await change('third')

  expect(sqlite.parsed.filter((query) => !known.has(query))).toEqual([])
})

test('whoever asks what is due does not go through what was delivered', async () => {
  const { sqlite, db } = await open()
  await dueRows(db, wish)
  const query = sqlite.parsed.at(-1) ?? ''
  const plan = sqlite
    .prepare(`explain query plan ${query}`)
    .all(...Array.from({ length: 10 }, () => 0))

  const scans = plan.map(({ detail }) => String(detail)).filter((one) => one.startsWith('SCAN own'))
  expect(new Set(scans)).toEqual(new Set(['SCAN own USING INDEX deliveries_pending']))
})
