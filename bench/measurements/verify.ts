import { performance } from 'node:perf_hooks'
import { putLinks, takePlaces } from '../../src/store/audit/chain.ts'
import { verify } from '../../src/store/audit/verify.ts'
import type { Database } from '../../src/store/open-database.ts'
import { createStore } from '../../src/store/store.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { auditEntry } from '../../test/support/audit-entry.ts'
import { fakeLog } from '../../test/support/fake-log.ts'
import { type Engine, engines } from '../../test/support/store-engines.ts'
import type { Row } from '../harness/measurement.ts'

const RECORDS = 200_000
const BATCH = 1000
const MILLION = 1_000_000

/** Reading the whole audit trail and computing every hash anew, on both engines. */
export async function measureVerify(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [name, boot] of await engines()) {
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
  const store = createStore(await engine.fresh(), { clock: systemClock, log: fakeLog() })
  await store.service.start()
  try {
    return await store.use(async (db) => {
      await fill(db)
      const from = performance.now()
      const found = await verify(db)
      const seconds = (performance.now() - from) / 1000
      if (!found.holds) throw new Error(found.why)
      const million = (seconds * MILLION) / RECORDS
      return [
        { what: `verify ${RECORDS} records on ${name}`, measured: `${seconds.toFixed(1)} s` },
        {
          what: `a million on ${name}, extrapolated from that`,
          measured: `${million.toFixed(0)} s`,
        },
      ]
    })
  } finally {
    await store.service.stop()
  }
}

async function fill(db: Database): Promise<void> {
  for (let done = 0; done < RECORDS; done += BATCH)
    await db.transaction().execute(async (transaction) => {
      const entries = Array.from({ length: BATCH }, () => auditEntry())
      await putLinks(transaction, await takePlaces(transaction, entries))
    })
}
