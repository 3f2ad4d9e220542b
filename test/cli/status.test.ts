import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { StatusDocument, toStatusDocument } from '../../src/app/status-document.ts'
import { runCli } from '../../src/cli/program.ts'
import type { StatusReport } from '../../src/core/status.ts'
import { text } from '../../src/core/text.ts'
import { createHealthServer } from '../../src/telemetry/health-server.ts'
import { fakeHost } from '../support/fake-host.ts'

const NOW = new Date('2026-03-02T10:00:00.000Z')
const HEARD = new Date('2026-03-02T09:59:30.000Z')
const WELL: StatusReport = {
  version: '0.1.0',
  since: new Date('2026-03-02T08:00:00.000Z'),
  troubles: [],
  slack: { mode: 'socket', open: 2, wanted: 2 },
  store: { engine: 'sqlite' },
  clusters: [
    {
      cluster: 'prod',
      environment: 'eu',
      production: true,
      state: 'reachable',
      version: 'v1.31.2',
    },
  ],
  backlog: { waiting: 0 },
  watching: {
    open: 2,
    muted: 1,
    watches: [
      {
        cluster: 'prod',
        resource: 'pods',
        state: 'watching',
        objects: 8,
        restarts: 0,
        lastHeard: HEARD,
      },
    ],
  },
  deadman: { everyMs: 60_000, pingedAt: HEARD },
}
const ILL: StatusReport = {
  ...WELL,
  troubles: [
    { what: text`store: the store cannot be written`, since: HEARD, nextStep: text`Make room.` },
  ],
  store: { engine: 'sqlite', awaySince: HEARD },
  watching: {
    open: 0,
    muted: 0,
    watches: [
      {
        cluster: 'prod',
        resource: 'jobs.batch',
        state: 'forbidden',
        error: 'no right',
        objects: 0,
        restarts: 0,
      },
    ],
  },
}

/** `deckwatch status` beside a bot that is so. */
async function ask(report: StatusReport, ...options: readonly string[]) {
  const health = createHealthServer({
    port: 0,
    unready: () => [],
    status: async () => toStatusDocument(report, NOW),
  })
  await health.start()
  onTestFinished(() => health.stop())
  const url = `http://127.0.0.1:${health.port()}`
  const host = fakeHost(['status', '--url', url, ...options])
  return { code: await runCli(host), out: host.stdout(), err: host.stderr() }
}

test('the terminal says how the running bot is', async () => {
  const { code, out } = await ask(WELL)

  expect(code).toBe(0)
  expect(out).toBe(`all well · Deckwatch 0.1.0, up 2 h

Slack              socket, 2 of 2 connections open
Store              SQLite
Messages           0 wait
Incidents          2 open, 1 muted
Dead man’s switch  pinged 2026-03-02T09:59:30.000Z

CLUSTER  STATE      VERSION  KINDS WATCHED  OBJECTS  LAST HEARD
prod     reachable  v1.31.2  1 of 1         8        30 s ago
`)
})

test('what is degraded comes first, since when and what to do; it fails only with --strict', async () => {
  const { code, out } = await ask(ILL)

  expect(code).toBe(0)
  expect(out).toContain('1 thing is not well')
  expect(out).toContain(
    '⚠ store: the store cannot be written since 2026-03-02T09:59:30.000Z\n  Make room.\n',
  )
  expect(out).toContain('jobs.batch  forbidden  no right')
  expect((await ask(ILL, '--strict')).code).toBe(1)
  expect((await ask(WELL, '--strict')).code).toBe(0)
})

test('what a cluster says can neither move the cursor nor pass for a line of its own', async () => {
  const said = '\u001b[2J\u009b1;1Hv1\nall well\u202e'
  const [cluster] = WELL.clusters
  const { out } = await ask({
    ...ILL,
    troubles: [{ what: text`cluster: ${said}` }],
    clusters: cluster ? [{ ...cluster, version: said }] : [],
  })

  expect(out).not.toMatch(/(?!\n)\p{Cc}|\u202e|^all well/mu)
  expect(out.match(/v1 all well/g)).toHaveLength(2)
})

test('programs read the same as one JSON document', async () => {
  const { out } = await ask(ILL, '--output', 'json')

  expect(StatusDocument.parse(JSON.parse(out))).toMatchObject({
    state: 'degraded',
    store: { state: 'away', awaySince: HEARD.toISOString() },
    watches: [{ kind: 'jobs.batch', state: 'forbidden' }],
  })
})

test('a bot that does not answer is told as that', async () => {
  const host = fakeHost(['status', '--url', 'http://127.0.0.1:9'])

  expect(await runCli(host)).toBe(1)
  expect(host.stderr()).toContain('nothing answers there')
  expect(host.stderr()).toContain('kubectl exec')
})

test.each([
  ['a page of something else', 200, '<html>', 'no Deckwatch'],
  ['a refusal', 403, 'go away\nand more', 'it answers 403: go away.'],
  ['a page that colours', 500, '\u001b[31mred', 'it answers 500:  [31mred.'],
])('%s is no status', async (_what, code, body, said) => {
  const server = createServer((_, response) => void response.writeHead(code).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const host = fakeHost(['status', '--url', `http://127.0.0.1:${port}`])

  expect(await runCli(host)).toBe(1)
  expect(host.stderr()).toContain(said)
})

test('an address that is none is a usage error', async () => {
  expect(await runCli(fakeHost(['status', '--url', 'file:///etc/passwd']))).toBe(2)
})
