import { performance } from 'node:perf_hooks'
import type { PlanBook } from '../../src/core/held/plan-book.ts'
import { text } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import { createStore } from '../../src/store/store.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { auditEntry } from '../../test/support/audit-entry.ts'
import { fakeLog } from '../../test/support/fake-log.ts'
import { openPlan } from '../../test/support/held-plans.ts'
import { type Engine, engines } from '../../test/support/store-engines.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

const DECIDERS = 8
const EACH = 100

/** Votes that decide, several at once, on both engines. */
export async function measureDecisions(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [name, boot] of await engines({ durable: true })) {
    const engine = await boot()
    try {
      rows.push(...(await measureOn(name, engine)))
    } finally {
      await engine.stop()
    }
  }
  return rows
}

async function measureOn(name: string, engine: Engine): Promise<readonly Row[]> {
  const parts = { clock: systemClock, log: fakeLog() }
  const store = createStore(await engine.fresh(), parts)
  await store.service.start()
  try {
    const book = createPlanBook(store, parts)
    const ids = Array.from({ length: DECIDERS * EACH }, (_, index) => `plan-${index}`)
    for (const id of ids) await hold(book, id)
    const took: number[] = []
    const from = performance.now()
    await Promise.all(
      Array.from({ length: DECIDERS }, async (_, decider) => {
        for (const id of ids.filter((__, index) => index % DECIDERS === decider))
          took.push(await timed(() => decide(book, id)))
      }),
    )
    const perSecond = (1000 * ids.length) / (performance.now() - from)
    const what = `decisions on ${name}, ${DECIDERS} deciders at once`
    return [
      { what, measured: `${Math.round(perSecond)}/s` },
      { what: `${what}, p99`, measured: milliseconds(percentile(took, 0.99)) },
    ]
  } finally {
    await store.service.stop()
  }
}

const hold = (book: PlanBook, id: string) =>
  book.commit({
    plans: [{ expected: 'new', next: openPlan({ plan: { id } }) }],
    records: [],
    deliveries: [card(id, 'waits')],
  })

async function decide(book: PlanBook, id: string): Promise<void> {
  const held = await book.find(id)
  if (!held) throw new Error(`${id} is not there`)
  const result = await book.commit({
    plans: [{ expected: held.version, next: { ...held, state: 'approved' } }],
    records: [auditEntry({ kind: 'vote' }), auditEntry({ kind: 'decision' })],
    deliveries: [card(id, 'approved')],
  })
  if (result.kind !== 'done') throw new Error(`the decision on ${id} was ${result.kind}`)
}

const card = (id: string, says: string) => ({
  key: `plan/${id}/card`,
  to: { channelId: 'C1' },
  view: view('waiting', text`Scale deployment/web ${says}`),
})

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
