import { describe, expect, test } from 'vitest'
import type { StoreTarget } from '../../src/store/settings.ts'
import { booted, openStore } from './booted.ts'
import type { AuditRecord } from '../../src/core/audit.ts'
import { append, chainHash } from '../../src/store/audit/chain.ts'
import { createAuditLog } from '../../src/store/audit/audit-log.ts'
import { readRecords } from '../../src/store/audit/read-records.ts'
import { verify } from '../../src/store/audit/verify.ts'
import type { Database } from '../../src/store/open-database.ts'
import { auditEntry, auditTarget } from '../support/audit-entry.ts'
import { engines } from '../support/store-engines.ts'

describe.each(await engines())('the audit trail on %s', (_, boot) => {
  const engine = booted(boot)

  const open = async (target?: StoreTarget) =>
    (await openStore(target ?? (await engine.fresh()))).store
  const openDatabase = async (): Promise<Database> => {
    const store = await open()
    return store.use(async (db) => db)
  }
  /** Five records, one for each of five deployments. */
  const filled = async () => {
    const db = await openDatabase()
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await append(db, auditEntry({ targets: [auditTarget(name)], plan: { id: name, hash: name } }))
    return db
  }

  const holding = async (db: Database) => {
    const found = await verify(db)
    if (!found.holds) throw new Error(found.why)
    return found
  }

  const recordsIn = async (db: Database) => {
    const records: AuditRecord[] = []
    for await (const record of readRecords(db)) records.push(record)
    return records
  }

  test('an untouched chain holds and tells its checkpoint', async () => {
    const db = await filled()
    const records = await recordsIn(db)

    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(records[1]?.prevHash).toBe(records[0]?.hash)
    expect(await verify(db)).toEqual({ holds: true, last: { seq: 5, hash: records[4]?.hash } })
  })

  test('an empty trail holds', async () => {
    expect(await verify(await openDatabase())).toMatchObject({ holds: true, last: { seq: 0 } })
  })

  test('D5: an edited record is found', async () => {
    const db = await filled()
    const { body } = await db
      .selectFrom('audit')
      .select('body')
      .where('seq', '=', 3)
      .executeTakeFirstOrThrow()
    const edited = body.replace('jane@example.com', 'mallory@example.com')
    await db.updateTable('audit').set({ body: edited }).where('seq', '=', 3).execute()

    expect(await verify(db)).toEqual({ holds: false, seq: 3, why: 'its content was changed' })
  })

  test('D5: an edited record with its hash made anew is found at the next one', async () => {
    const db = await filled()
    const { body, prev_hash: prevHash } = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '=', 3)
      .executeTakeFirstOrThrow()
    const edited = body.replace('"after":5', '"after":50')
    const hash = chainHash(prevHash, edited)
    await db.updateTable('audit').set({ body: edited, hash }).where('seq', '=', 3).execute()

    expect(await verify(db)).toMatchObject({ holds: false, seq: 4 })
  })

  test('D5: a deleted record is found', async () => {
    const db = await filled()
    await db.deleteFrom('audit').where('seq', '=', 2).execute()

    expect(await verify(db)).toEqual({
      holds: false,
      seq: 2,
      why: 'it is missing; the next one is 3',
    })
  })

  test('D5: reordered records are found', async () => {
    const db = await filled()
    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ] as const)
      await db.updateTable('audit').set({ seq: to }).where('seq', '=', from).execute()

    expect(await verify(db)).toMatchObject({ holds: false, seq: 2 })
  })

  test('D5: a cut-off tail is found, with a checkpoint also when the head was set back', async () => {
    const db = await filled()
    const before = await holding(db)
    const expected = before.last
    await db.deleteFrom('audit').where('seq', '>', 3).execute()

    expect(await verify(db)).toMatchObject({ holds: false, seq: 4 })

    const last = (await recordsIn(db)).at(-1)
    await db
      .updateTable('audit_head')
      .set({ seq: 3, hash: last?.hash ?? '' })
      .execute()
    expect(await verify(db)).toMatchObject({ holds: true })
    expect(await verify(db, expected)).toMatchObject({ holds: false, seq: 4 })
  })

  test('D5: a chain written anew from one record on is found with a checkpoint', async () => {
    const db = await filled()
    const before = await holding(db)
    const expected = before.last
    const fourth = (await recordsIn(db))[3]
    await db.deleteFrom('audit').where('seq', '=', 5).execute()
    await db.deleteFrom('audit_objects').where('seq', '=', 5).execute()
    await db
      .updateTable('audit_head')
      .set({ seq: 4, hash: fourth?.hash ?? '' })
      .execute()
    await append(db, auditEntry({ command: 'restart' }))

    expect(await verify(db)).toMatchObject({ holds: true })
    expect(await verify(db, expected)).toMatchObject({ holds: false, seq: 5 })
  })

  test('D5: a record hidden from those who look for it is found', async () => {
    const db = await filled()
    await db.updateTable('audit').set({ kube_user: 'nobody' }).where('seq', '=', 4).execute()
    expect(await verify(db)).toMatchObject({ holds: false, seq: 4 })

    await db.updateTable('audit').set({ kube_user: 'jane@example.com' }).execute()
    await db.deleteFrom('audit_objects').where('seq', '=', 2).execute()
    expect(await verify(db)).toMatchObject({ holds: false, seq: 2 })
  })

  test('writers at the same time, in one process and, on PostgreSQL, through two pools, never fork the chain', async () => {
    const target = await engine.fresh()
    const one = await open(target)
    // SQLite waits for a lock synchronously: within one process there is one connection.
    const two = target.engine === 'postgres' ? await open(target) : one
    await Promise.all(
      Array.from({ length: 40 }, (__, i) =>
        (i % 2 === 0 ? one : two).use((db) => append(db, auditEntry({ request: `r${i}` }))),
      ),
    )

    expect(await one.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 40 } })
  })

  test('a record that cannot be written leaves no gap', async () => {
    const db = await filled()
    await db.deleteFrom('audit_head').execute()
    await expect(append(db, auditEntry())).rejects.toThrow(/./)
    const last = (await recordsIn(db)).at(-1)
    await db
      .insertInto('audit_head')
      .values({ id: 1, seq: 5, hash: last?.hash ?? '' })
      .execute()
    await append(db, auditEntry())

    expect(await verify(db)).toMatchObject({ holds: true, last: { seq: 6 } })
  })

  test('D7: a clock that jumps back changes neither order nor chain', async () => {
    const db = await openDatabase()
    await append(db, auditEntry({ at: '2026-03-02T10:00:00.000Z' }))
    await append(db, auditEntry({ at: '2026-03-02T09:00:00.000Z' }))

    expect(await verify(db)).toMatchObject({ holds: true, last: { seq: 2 } })
  })

  test('changes are found by object, person, time and cluster, with how they ended, newest first', async () => {
    const store = await open()
    const log = createAuditLog(store)
    const put = (entry: Parameters<typeof auditEntry>[0]) =>
      store.use((db) => append(db, auditEntry(entry)))
    await put({ plan: { id: 'p1', hash: 'h' } })
    await put({ kind: 'outcome', plan: { id: 'p1', hash: 'h' }, outcome: { kind: 'rolled-out' } })
    await put({ targets: [auditTarget('api')], at: '2026-03-02T11:00:00.000Z' })
    await put({
      kind: 'refusal',
      actor: { userId: 'U2', teamId: 'T1', user: 'bob', groups: [] },
    })
    await put({ cluster: 'staging' })
    await put({ cluster: 'other', request: 'k3f922ab', plan: { id: 'p6', hash: 'h' } })
    const seqs = async (wanted: object) =>
      (await log.find({ cluster: 'prod-eu', limit: 10, ...wanted })).map(({ record }) => record.seq)
    const web = auditTarget('web')

    expect(await seqs({})).toEqual([4, 3, 1])
    expect(await seqs({ cluster: 'other', request: 'k3f922ab' })).toEqual([6])
    expect(await seqs({ request: 'k3f922ab' })).toEqual([])

    const held = { cluster: 'votes', plan: { id: 'p2', hash: 'h' } }
    await put({ ...held, kind: 'request', request: 'asked' })
    await put({ ...held, kind: 'vote', request: 'voted' })
    await put({ ...held, kind: 'refusal', request: 'refused' })
    await put({ ...held, kind: 'intent', request: 'asked' })
    expect(await seqs({ cluster: 'votes', request: 'asked' })).toEqual([7])
    expect(await seqs({ cluster: 'votes', request: 'voted' })).toEqual([7])
    expect(await seqs({ cluster: 'votes', request: 'refused' })).toEqual([9])
    expect(await seqs({ object: web })).toEqual([4, 1])
    expect(await seqs({ object: { ...web, namespace: 'legacy' } })).toEqual([])
    expect(await seqs({ namespace: 'shop' })).toEqual([4, 3, 1])
    expect(await seqs({ by: 'U2' })).toEqual([4])
    expect(await seqs({ by: 'jane@example.com' })).toEqual([3, 1])
    expect(await seqs({ since: new Date('2026-03-02T10:30:00Z') })).toEqual([3])
    expect(await seqs({ before: 3 })).toEqual([1])
    expect(await seqs({ limit: 1 })).toEqual([4])
    expect((await log.find({ cluster: 'prod-eu', limit: 10, before: 2 }))[0]).toMatchObject({
      record: { kind: 'intent', seq: 1 },
      ended: { seq: 2, outcome: { kind: 'rolled-out' } },
    })
  })
})
