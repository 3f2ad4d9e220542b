import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import type { AuditEntry } from '../../src/core/audit.ts'
import { append } from '../../src/store/audit/chain.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { auditEntry, auditTarget } from '../support/audit-entry.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CONFIG = `
clusters: [{ name: prod, environment: production }]
identity: { users: { U0123456789: { user: anna@example.com } } }
policy: policy.yaml
store: { path: state/trail.sqlite }
`

/** A folder whose store holds these records. */
async function folderWith(...entries: readonly Partial<AuditEntry>[]) {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'state/keep': '' })
  const db = await openDatabase(storeIn(folder), { create: true })
  await migrate(db)
  for (const entry of entries) await append(db, auditEntry(entry))
  await db.destroy()
  return folder
}

const storeIn = (folder: string) =>
  ({ engine: 'sqlite', path: join(folder, 'state/trail.sqlite') }) as const

async function audit(folder: string, ...args: string[]) {
  const [word = '', ...rest] = args
  const host = fakeHost(['audit', word, '--config', join(folder, 'deckwatch.yaml'), ...rest])
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

const checkpointIn = (stdout: string) => /checkpoint (\S+)/.exec(stdout)?.[1] ?? ''

test('a trail that holds is told with its checkpoint, which holds as well', async () => {
  const folder = await folderWith({}, {})
  const { code, stdout } = await audit(folder, 'verify')

  expect(code).toBe(0)
  expect(stdout).toMatch(/^audit trail holds: 2 records; checkpoint 2:[0-9a-f]{64}\n$/)
  expect((await audit(folder, 'verify', '--expect', checkpointIn(stdout))).code).toBe(0)
})

test('D5: a broken trail exits with 1 and the first broken record', async () => {
  const folder = await folderWith({}, {}, {})
  const db = await openDatabase(storeIn(folder), { create: false })
  await db.deleteFrom('audit').where('seq', '=', 2).execute()
  await db.destroy()

  expect(await audit(folder, 'verify')).toEqual({
    code: 1,
    stdout: 'audit trail broken at record 2: it is missing; the next one is 3\n',
    stderr: '',
  })
})

test('D5: a cut-off tail is found with a checkpoint', async () => {
  const folder = await folderWith({}, {}, {})
  const checkpoint = checkpointIn((await audit(folder, 'verify')).stdout)
  const shorter = await folderWith({}, {})

  const { code, stdout } = await audit(shorter, 'verify', '--expect', checkpoint)
  expect(code).toBe(1)
  expect(stdout).toBe('audit trail broken at record 3: it is missing, and all up to 3\n')
})

test('the records are printed as JSON lines, those that are wanted', async () => {
  const bob = { userId: 'U2', teamId: 'T1', user: 'bob', groups: [] }
  const folder = await folderWith(
    { at: '2026-03-01T00:00:00.000Z' },
    { targets: [auditTarget('api')] },
    { actor: bob, targets: [auditTarget('web', 'legacy')] },
  )
  const seqs = async (...args: string[]) => {
    const { stdout } = await audit(folder, 'export', ...args)
    return [...stdout.matchAll(/^\{.*"seq":(\d+)/gm)].map(([, seq]) => Number(seq))
  }

  expect(await seqs()).toEqual([1, 2, 3])
  expect(await seqs('--since', '2026-03-02T00:00:00Z')).toEqual([2, 3])
  expect(await seqs('--user', 'U2')).toEqual([3])
  expect(await seqs('--user', 'jane@example.com')).toEqual([1, 2])
  expect(await seqs('--object', 'deployment/web')).toEqual([1, 3])
  expect(await seqs('--object', 'legacy/deployments/web')).toEqual([3])
})

test.each([
  ['verify', '--expect', '12'],
  ['verify', '--expect', `0:${'a'.repeat(64)}`],
  ['export', '--since', 'yesterday'],
  ['export', '--object', 'web'],
])('words that are not understood are a usage error: audit %s %s %s', async (...words) => {
  const { code, stdout } = await audit(temporaryFolder({ 'deckwatch.yaml': CONFIG }), ...words)

  expect(code).toBe(2)
  expect(stdout).toBe('')
})

test('where there is no store none is made, and that is said', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'state/keep': '' })
  const { code, stderr } = await audit(folder, 'verify')

  expect(code).toBe(1)
  expect(stderr).toContain('trail.sqlite: the store cannot be opened: there is no such file')
  expect((await audit(folder, 'verify')).code).toBe(1)
})

test('a store without a schema is not brought up by looking at it', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'state/trail.sqlite': '' })
  const { code, stderr } = await audit(folder, 'export')

  expect(code).toBe(1)
  expect(stderr).toContain('older schema')
})

test('D1: a store that is away is wrong and said', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG })
  const host = fakeHost(['audit', 'verify', '--config', join(folder, 'deckwatch.yaml')], {
    env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/none' },
  })

  expect(await runCli(host)).toBe(1)
  expect(host.stderr()).toContain('it does not answer. (store-unavailable)')
})
