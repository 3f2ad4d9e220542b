import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const BASE = `
clusters:
  - { name: prod-eu, environment: production }
  - { name: staging, environment: staging }
identity: { users: {} }
policy: policy.yaml
`
const NOTIFICATIONS = `
notifications:
  channel: C0000REST
  objectChannels: [C0000SHOP]
  quietHours:
    nights: { windows: [{ zone: UTC, from: '20:00', to: '08:00' }] }
  routes:
    - name: on-call
      severities: [critical]
      channel: C0000PAGE
      continue: true
      escalate: [{ after: 10m, users: [U0123456789] }]
    - { name: owned, annotations: { owner: anna }, channel: C0000ANNA }
    - { name: theirs, channelFrom: object, quiet: nights }
    - { causes: [image-*], clusters: [prod-*], channel: C0000IMGS }
`
const POLICY = `
contact: the platform team
roles: { developer: {} }
rules:
  - { name: look, effect: allow, reason: everybody may look, risk: [read] }
`

async function explain(args: readonly string[], notifications = NOTIFICATIONS) {
  const folder = temporaryFolder({
    'deckwatch.yaml': `${BASE}${notifications}`,
    'policy.yaml': POLICY,
  })
  const config = ['--config', join(folder, 'deckwatch.yaml')]
  const host = fakeHost(['route', 'explain', ...config, ...args])
  return { code: await runCli(host), lines: host.stdout().trim().split('\n'), err: host.stderr() }
}

const CRASH = ['--cluster', 'prod-eu', '--namespace', 'shop', '--detector', 'crash-loop']

test('every route is printed with its answer, then where it goes and who is called', async () => {
  const owned = ['--namespace-channel', 'C0000SHOP', '--annotation', 'owner=bob']
  const night = ['--at', '2026-01-14T22:00:00Z']
  const { code, lines } = await explain([...CRASH, '--severity', 'critical', ...owned, ...night])

  expect(lines).toEqual([
    'route on-call: takes it to C0000PAGE, and later routes are asked too',
    'route owned: no: its annotation owner is bob, and the route wants anna',
    'route theirs: takes it to C0000SHOP',
    'route 4: no: route theirs took it before, and does not continue',
    'told in C0000PAGE: by route on-call',
    'told in C0000SHOP: by route theirs',
    'step 1 of route on-call: @U0123456789 when nobody acknowledged it for 10 min',
    'route theirs keeps the quiet hours nights, which hold until 2026-01-15T08:00:00.000Z; critical breaks through: told at once',
  ])
  expect(code).toBe(0)
})

test('what no route takes goes to the default channel, and what was not said is named', async () => {
  const { lines } = await explain(['--cluster', 'staging'])

  expect(lines).toContain('told in C0000REST: by default: no route fits')
  expect(lines).toContain('not said: its annotations; say them with --annotation')
  expect(lines).toContain('not said: what is wrong; say it with --detector or --cause')
})

test('a channel that objects may not name is refused, with the reason', async () => {
  const { lines } = await explain([...CRASH, '--annotation', 'deckwatch.io/channel=C0000EVIL'])

  expect(lines).toContain(
    'route theirs: no: it names C0000EVIL, which objectChannels does not list',
  )
})

test.each([
  [['--cluster', 'prod'], 'unknown-cluster'],
  [['--cluster', 'prod-eu', '--detector', 'crash'], 'unknown-detector'],
])('%s is a mistake that is told', async (args, named) => {
  const { code, err } = await explain(args)

  expect(err).toContain(named)
  expect(code).toBe(2)
})

test('without notifications there is nothing to explain', async () => {
  expect((await explain(CRASH, '')).err).toContain('no-notifications')
})
