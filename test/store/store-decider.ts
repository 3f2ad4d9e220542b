import { z } from 'zod'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import { createStore } from '../../src/store/store.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeLog } from '../support/fake-log.ts'

const Target = z.discriminatedUnion('engine', [
  z.object({ engine: z.literal('sqlite'), path: z.string() }),
  z.object({ engine: z.literal('postgres'), url: z.string() }),
])

// A process of its own: takes steps of one plan against others who do so too; prints how many were its own.
const [, , target = '', id = '', tries = ''] = process.argv
const parts = { clock: systemClock, log: fakeLog() }
const store = createStore(Target.parse(JSON.parse(target)), parts)
await store.service.start()
const book = createPlanBook(store, parts)
let made = 0
for (let i = 0; i < Number(tries); i++) {
  const held = await book.find(id)
  if (!held) throw new Error('not there')
  const plans = [{ expected: held.version, next: held }]
  const result = await book.commit({ plans, records: [auditEntry()], deliveries: [] })
  if (result.kind === 'done') made++
}
await store.service.stop()
process.stdout.write(String(made))
