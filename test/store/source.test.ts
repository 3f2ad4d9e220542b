import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { append } from '../../src/store/audit/chain.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { createStore } from '../../src/store/store.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const at = (path: string) => ({ engine: 'sqlite', path }) as const

async function storeWithRecord() {
  const folder = temporaryFolder()
  const path = join(folder, 'first.sqlite')
  const store = createStore(at(path), { clock: fakeClock(), log: fakeLog() })
  onTestFinished(() => store.service.stop())
  await store.service.start()
  await store.use((db) => append(db, auditEntry()))
  return { store, folder, path }
}

test('the same address asks for nothing', async () => {
  const { store, path } = await storeWithRecord()

  expect(await store.follow(at(path))).toBeUndefined()
})

test('the same store under another address is used from then on, and who is at work ends that first', async () => {
  const { store, folder, path } = await storeWithRecord()
  await store.service.stop()
  const moved = join(folder, 'moved.sqlite')
  copyFileSync(path, moved)

  const handover = await store.follow(at(moved))
  handover?.commit()
  await handover?.settle?.()
  await store.use((db) => append(db, auditEntry()))

  expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 2 } })
})

test('another store is refused, and the one in use goes on', async () => {
  const { store, folder } = await storeWithRecord()

  await expect(store.follow(at(join(folder, 'other.sqlite')))).rejects.toThrow('restart the bot')
  expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
})

test('another engine is another store', async () => {
  const { store } = await storeWithRecord()
  const next = { engine: 'postgres', url: 'postgres://nowhere.example/deckwatch' } as const

  await expect(store.follow(next)).rejects.toThrow('restart the bot')
})

test('what was prepared and not taken leaves the store as it was', async () => {
  const { store, folder, path } = await storeWithRecord()
  await store.service.stop()
  const moved = join(folder, 'moved.sqlite')
  copyFileSync(path, moved)
  const handover = await store.follow(at(moved))
  await handover?.abandon?.()
  await store.use((db) => append(db, auditEntry()))

  expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 2 } })
})
