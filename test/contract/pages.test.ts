import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { PATH } from '../../src/alerts/alert-intake.ts'
import { AlertmanagerSettings } from '../../src/notify/alerts/settings.ts'
import { commands } from '../../commands/index.ts'
import { runCli } from '../../src/cli/program.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { event, printed, rawPod } from '../support/recorded-pods.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { understand } from '../support/understand-words.ts'
import { examplesIn } from './readme.ts'

const yaml = examplesIn('README.md', 'yaml')
const configuration = yaml.find((example) => example.includes('policy: policy.yaml')) ?? ''
const policy = yaml.find((example) => example.includes('effect: allow')) ?? ''
const linesOf = (page: string, start: string) =>
  readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length))

/** What a page shows to be typed, in blocks and in the middle of a sentence. */
const saidOn = (page: string) => [
  ...linesOf(page, '/k8s '),
  ...[...readFileSync(page, 'utf8').matchAll(/`\/k8s ([^`]+)`/g)].map(([, words = '']) => words),
]

const pages = [
  'README.md',
  'SECURITY.md',
  'docs/approvals.md',
  'docs/audit.md',
  'docs/install.md',
  'docs/notifications.md',
  'docs/operations.md',
  'docs/policy.md',
  'docs/upgrading.md',
]
const said = pages.flatMap((page) => saidOn(page).map((words) => [page, words] as const))

test('the pages show how approvals, undo, temporary changes and the trail are used', () => {
  const named = said.map(([, words]) => findCommand(commands, tokenize(words)).command.name)
  const expected = ['approvals', 'approve', 'deny', 'cancel', 'undo', 'scheduled', 'extend', 'keep']

  expect(named).toEqual(expect.arrayContaining(expected))
  expect(named).toEqual(expect.arrayContaining(['break-glass', 'reviews', 'review', 'audit']))
})

test.each(said)('%s: `/k8s %s` is understood', (_, words) => {
  const { command, rest } = findCommand(commands, tokenize(words))

  expect(() => understand(command, rest)).not.toThrow()
})

test('every command that docs/approvals.md says --for works with is temporary, and no other', () => {
  const [, named = ''] =
    /`--for` works with (.*?)\. /.exec(readFileSync('docs/approvals.md', 'utf8')) ?? []
  const names = [...named.matchAll(/`([a-z]+)`/g)].map(([, name]) => name)
  const temporary = commands.filter((command) => command.kind === 'change' && command.temporary)

  expect(new Set(names)).toEqual(new Set(temporary.map(({ name }) => name)))
})

test('the checkpoints of docs/audit.md can be configured as it says', async () => {
  const [checkpoints = ''] = examplesIn('docs/audit.md', 'yaml')
  const { config } = setup(checkpoints)
  const host = fakeHost(['validate', '--config', config])

  expect(await runCli(host)).toBe(0)
  expect(host.stderr()).toBe('')
})

const notifying = examplesIn('docs/notifications.md', 'yaml').filter((example) =>
  example.startsWith('notifications:'),
)

test('docs/notifications.md shows how to switch it on, and how to route', () => {
  expect(notifying.length).toBeGreaterThan(1)
})

test.each(notifying)('docs/notifications.md: %s is a configuration', async (notifications) => {
  const { config } = setup(notifications)
  const host = fakeHost(['validate', '--config', config])

  expect(await runCli(host)).toBe(0)
  expect(host.stderr()).toBe('')
})

const Receivers = z.object({
  receivers: z.array(
    z.object({
      webhook_configs: z.array(z.object({ url: z.url(), send_resolved: z.literal(true) })),
    }),
  ),
})

test('the receiver of docs/notifications.md sends where alerts are taken', () => {
  const example = examplesIn('docs/notifications.md', 'yaml').find((it) =>
    it.includes('receivers:'),
  )
  const { receivers } = Receivers.parse(parse(example ?? ''))
  const urls = receivers.flatMap((it) => it.webhook_configs.map(({ url }) => new URL(url)))
  const { port } = AlertmanagerSettings.parse({})

  expect(urls.map(({ pathname, port: at }) => [pathname, Number(at)])).toEqual([[PATH, port]])
})

const asked = linesOf('docs/notifications.md', 'deckwatch route ')

test.each(asked)('docs/notifications.md: `deckwatch route %s` is understood', async (line) => {
  const routes = notifying.find((example) => example.includes('continue: true')) ?? ''
  const host = fakeHost(['route', ...tokenize(line), '--config', setup(routes).config])

  expect(await runCli(host)).toBe(0)
  expect(host.stdout()).toContain('told in')
})

test('docs/notifications.md plays what it records', async () => {
  const [line = ''] = linesOf('docs/notifications.md', 'deckwatch replay ')
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', uid: 'u1' } }
  const recording = JSON.stringify({ type: 'ADDED', object: pod })
  const names = line.split(' ')
  const folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, recording])))
  const files = names.map((name) => join(folder, name))
  const [config = ''] = notifying
  const host = fakeHost(['replay', ...files, '--config', setup(config).config])

  expect(await runCli(host)).toBe(0)
  expect(host.stdout()).toContain(`from ${names.length} changes`)
  // kubectl refuses to watch several kinds at once.
  const recorded = linesOf('docs/notifications.md', 'kubectl get ')
  expect(recorded.map((one) => one.split(' > ')[1])).toEqual(names)
  expect(recorded.every((one) => /^[a-z]+ -A -w --output-watch-events -o json > /.test(one))).toBe(
    true,
  )
})

test('docs/notifications.md plays the alerts that it shows, in the incident of their pod', async () => {
  const [recording = ''] = examplesIn('docs/notifications.md', 'json')
  const at = '2026-03-02T10:00:00Z'
  const folder = temporaryFolder({
    'pods.json': printed(event('ADDED', rawPod('web-1-a', { at, crashed: true }))),
    'alerts.json': recording,
  })
  const files = ['pods.json', 'alerts.json'].map((name) => join(folder, name))
  const config = notifying.find((example) => example.includes('alertmanager:')) ?? ''
  const host = fakeHost(['replay', ...files, '--config', setup(config).config])

  expect(await runCli(host)).toBe(0)
  expect(host.stdout()).toContain('1 posted')
  expect(host.stdout()).toContain('Pod shop/web-1-a is crash looping.')
  expect(host.stdout()).toContain('from 1 changes and 1 requests of Alertmanager')
})

const commandLines = linesOf('docs/audit.md', 'deckwatch ')

test('docs/audit.md shows every way to check and to print the trail', () => {
  expect(commandLines.join('\n')).toMatch(/verify.*--expect .*--expect-file.*export/s)
})

test.each(commandLines)('docs/audit.md: `deckwatch %s` is understood', async (line) => {
  const { config, checkpoints, store } = setup('')
  const db = await openDatabase({ engine: 'sqlite', path: store }, { create: true })
  await migrate(db)
  await db.destroy()
  const words = tokenize(line.replace(/ --config \S+/, '')).map((word) =>
    word === 'checkpoints.txt' ? checkpoints : word,
  )
  const host = fakeHost([...words, '--config', config])

  // There is nothing in this store: what a checkpoint speaks of is missing.
  expect(await runCli(host)).toBe(line.includes('--expect') ? 1 : 0)
  expect(host.stderr()).toBe('')
})

function setup(more: string) {
  const example = commandLines.join('\n').match(/\d+:[0-9a-f]{64}/)?.[0] ?? ''
  const folder = temporaryFolder({
    'deckwatch.yaml': `${configuration}\n${more}`,
    'policy.yaml': policy,
    'checkpoints.txt': `# kept elsewhere\n\n${example}\n`,
  })
  return {
    config: join(folder, 'deckwatch.yaml'),
    checkpoints: join(folder, 'checkpoints.txt'),
    store: join(folder, 'deckwatch.sqlite'),
  }
}
