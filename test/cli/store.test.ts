import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { append } from '../../src/store/audit/chain.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CONFIG = `
clusters: [{ name: prod }]
identity: {}
policy: policy.yaml
`

async function folderWithStore(): Promise<string> {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG })
  const target = { engine: 'sqlite', path: join(folder, 'deckwatch.sqlite') } as const
  const db = await openDatabase(target, { create: true })
  await migrate(db)
  await append(db, auditEntry())
  await db.destroy()
  return folder
}

async function cli(folder: string, words: readonly string[], env: Record<string, string> = {}) {
  const host = fakeHost([...words, '--config', join(folder, 'deckwatch.yaml')], { env })
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

test('a copy is a store of its own, whose trail can be checked', async () => {
  const folder = await folderWithStore()
  const to = join(folder, 'backup.sqlite')
  const { code, stdout } = await cli(folder, ['store', 'copy', '--to', to])
  const checked = await cli(folder, ['audit', 'verify'], { DECKWATCH_STORE_PATH: to })

  expect(code).toBe(0)
  expect(stdout).toMatch(/^copied \d+ rows/)
  expect(checked.stdout).toMatch(/^audit trail holds: 1 record;/)
})

test('a file that is there is never overwritten', async () => {
  const folder = await folderWithStore()
  const to = join(folder, 'deckwatch.yaml')
  const { code, stderr } = await cli(folder, ['store', 'copy', '--to', to])

  expect(code).toBe(1)
  expect(stderr).toContain('is there already')
})

test('where there is no store, none is made', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG })
  const { code, stderr } = await cli(folder, ['store', 'copy', '--to', join(folder, 'new.sqlite')])

  expect(code).toBe(1)
  expect(stderr).toContain('there is no such file')
  expect(existsSync(join(folder, 'deckwatch.sqlite'))).toBe(false)
  expect(existsSync(join(folder, 'new.sqlite'))).toBe(false)
})

test('a URL comes from the environment, and what is none is not repeated', async () => {
  const folder = await folderWithStore()
  const words = ['store', 'copy', '--to', 'env:NEW_DATABASE_URL']
  const missing = await cli(folder, words)
  const wrong = await cli(folder, words, { NEW_DATABASE_URL: 'mysql://a:hunter2@db/x' })

  expect(missing.stderr).toContain('NEW_DATABASE_URL is not set')
  expect(wrong.stderr).toContain('no URL of a PostgreSQL')
  expect(wrong.stderr).not.toContain('hunter2')
})
