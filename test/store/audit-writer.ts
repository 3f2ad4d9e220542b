import { z } from 'zod'
import { append } from '../../src/store/audit/chain.ts'
import { createStore } from '../../src/store/store.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeLog } from '../support/fake-log.ts'

const Target = z.discriminatedUnion('engine', [
  z.object({ engine: z.literal('sqlite'), path: z.string() }),
  z.object({ engine: z.literal('postgres'), url: z.string() }),
])

// A process of its own: writes that many records to the store that it is told.
const [, , target = '', count = ''] = process.argv
const store = createStore(Target.parse(JSON.parse(target)), { clock: systemClock, log: fakeLog() })
await store.service.start()
for (let i = 0; i < Number(count); i++)
  await store.use((db) => append(db, auditEntry({ request: `${process.pid}-${i}` })))
await store.service.stop()
