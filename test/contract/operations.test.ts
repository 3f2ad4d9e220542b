import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { SECRET_NAMES } from '../../src/config/secret-files.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PAGES = ['SECURITY.md', 'docs/operations.md', 'docs/upgrading.md']
const text = (page: string) => readFileSync(page, 'utf8')

/** What is typed in a terminal: in blocks, behind variables, and in the middle of a sentence. */
const typed = PAGES.flatMap((page) => [
  ...text(page).matchAll(/^(?:[A-Z_]+=\S+ )*deckwatch ([^|\n]+)/gm),
  ...text(page).matchAll(/`deckwatch ([^`]+)`/g),
]).map(([, words = '']) => words.trim())

/** The program's own words, without what follows them. */
const commandIn = (words: string) =>
  words.split(' ').filter((_, i, all) => all.slice(0, i + 1).every((it) => /^[a-z]+$/.test(it)))

test.each([...new Set(typed)])('`deckwatch %s` is a command', async (words) => {
  const [first = '', second] = commandIn(words)
  const group = second !== undefined && ['policy', 'audit', 'store', 'route'].includes(first)
  const host = fakeHost([first, ...(group ? [second] : []), '--help'])

  expect(await runCli(host)).toBe(0)
  const flags = tokenize(words.split(' -- ')[0] ?? '').filter((word) => word.startsWith('--'))
  expect(flags.filter((flag) => !host.stdout().includes(flag))).toEqual([])
})

test('the backup of docs/operations.md is made and checked as it says', async () => {
  const folder = temporaryFolder({
    'deckwatch.yaml': 'clusters: [{ name: prod }]\nidentity: {}\npolicy: policy.yaml\n',
  })
  const store = { engine: 'sqlite', path: join(folder, 'deckwatch.sqlite') } as const
  const db = await openDatabase(store, { create: true })
  await migrate(db)
  await db.destroy()
  const config = ['--config', join(folder, 'deckwatch.yaml')]
  const backup = join(folder, 'backup.sqlite')
  const line = /^deckwatch (store copy --to backup\.sqlite)$/m.exec(text('docs/operations.md'))
  const words = tokenize(line?.[1] ?? '').map((word) => (word === 'backup.sqlite' ? backup : word))

  expect(await runCli(fakeHost([...words, ...config]))).toBe(0)
  const check = fakeHost(['audit', 'verify', ...config], { env: { DECKWATCH_STORE_PATH: backup } })
  expect(await runCli(check)).toBe(0)
})

test('docs/operations.md says how every secret is rotated', () => {
  const page = text('docs/operations.md')

  expect(SECRET_NAMES.filter((name) => !page.includes(`| \`${name}\``))).toEqual([])
})
