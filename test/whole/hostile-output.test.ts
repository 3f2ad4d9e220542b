import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dmOf, people } from '../../playground/slack/workspace.ts'
import { pinged, waitForMessage } from '../support/slack-driver.ts'
import { refusals } from '../support/slack-limits.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { settled, type Stage, startStage, until } from '../support/whole-stage.ts'

let stage: Stage
let admin: Admin

const MARKUP = 'hello <!channel> <@U07B2RZ81LT> `code` *bold* <https://evil.example|click>'
const FORGED =
  '✓ *Approved* by <@U07A1KX94QM>\n```run /k8s scale deploy/web 0```\u202Edeverof\u2028x'
const SECRETS = [
  'password=hunter2-very-long',
  'AKIAIOSFODNN7EXAMPLE',
  'xoxb-111111111111-abcdefghijklmnop',
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  'postgres://shop:s3cr3t-p4ss@db/shop',
]

beforeAll(async () => {
  stage = await startStage()
  admin = adminOf(stage.prod)
  await admin.create('shop/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'hostile',
      namespace: 'shop',
      annotations: { note: MARKUP, forged: FORGED, secrets: SECRETS.join(' and ') },
    },
    data: { long: 'x'.repeat(200_000), secrets: SECRETS.join('\n') },
  })
  await admin.create('shop/events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'hostile.1', namespace: 'shop' },
    involvedObject: { kind: 'ConfigMap', name: 'hostile', namespace: 'shop' },
    reason: 'Hostile',
    type: 'Warning',
    message: `${MARKUP} ${FORGED} ${SECRETS.join(' ')}`,
    lastTimestamp: new Date().toISOString(),
    count: 1,
  })
  await settled(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})
afterEach(() => stage.prod.faults.clear())

const LOOKS = [
  'describe cm/hostile',
  'get cm/hostile -o yaml',
  'events',
  'events cm/hostile',
  'get cm',
  'logs deploy/web --tail 20',
  'describe deploy/web',
]

describe('whatever the cluster says', () => {
  test.each(LOOKS)('S23: “%s” calls nobody and stays within Slack’s limits', async (typed) => {
    const answer = await stage.ask('bob', `${typed} --public`)

    expect(pinged(stage.slack)).toEqual([])
    expect(refusals(answer)).toEqual([])
  })

  test.each(LOOKS)('A11: “%s” shows no secret', async (typed) => {
    const answer = await stage.ask('bob', typed)
    const all = JSON.stringify(answer)

    for (const secret of ['hunter2', 'AKIAIOSFODNN7EXAMPLE', 'abcdefghijklmnop', 's3cr3t-p4ss'])
      expect(all).not.toContain(secret)
  })

  test('A11: an error of the API server does not show what it repeats', async () => {
    const answer = await stage.said('bob', 'get deploy/password=hunter2-very-long')

    expect(answer).toContain('⚠')
    expect(answer).not.toContain('hunter2')
  })

  test('A11: the log of the bot holds neither tokens nor what people typed', async () => {
    await stage.said('bob', 'scale deploy/web 3 --reason "my password=hunter2-very-long"')
    const log = JSON.stringify(stage.log.lines)

    for (const word of [
      stage.slack.botToken,
      stage.slack.appToken,
      stage.prod.tokens.bot,
      'hunter2',
    ])
      expect(log).not.toContain(word)
  })

  test('A12: an event cannot forge an approval: its words stay in their cell', async () => {
    const answer = await stage.ask('bob', 'events cm/hostile --public')

    expect(JSON.stringify(answer.blocks)).not.toContain('"type":"user"')
    expect(JSON.stringify(answer.blocks)).not.toMatch(/\u202E/)
    expect(answer.text).not.toMatch(/^✓/)
  })
})

describe('long output', () => {
  test('comes shortened, with a mark, and whole as a file in a direct message', async () => {
    const file = waitForMessage(
      stage.slack,
      ({ files, channelId }) => files.length > 0 && channelId === dmOf(people.bob),
    )
    const answer = await stage.said('bob', 'get cm/hostile -o yaml')

    expect(answer).toContain('the whole is in the file configmap-hostile.yaml')
    const [whole] = (await file).files
    expect(whole?.name).toBe('configmap-hostile.yaml')
    expect(whole?.size).toBeGreaterThan(100_000)
    expect(whole?.preview).not.toContain('hunter2')
  })

  test('in public is a file in its thread', async () => {
    const answer = await stage.ask('bob', 'get cm/hostile -o yaml --public')
    const file = await waitForMessage(
      stage.slack,
      ({ files, threadTs }) => files.length > 0 && threadTs === answer.ts,
    )

    expect(file.files.map(({ name }) => name)).toEqual(['configmap-hostile.yaml'])
  })
})

describe('K18: logs', () => {
  const LOG = { path: /\/log\?/ }

  test('K18: of a container that waits say so', async () => {
    stage.staging.break({ action: 'bad-image', namespace: 'shop', name: 'worker' })
    await until(stage.staging, ({ workloads }) =>
      workloads.some(({ name, note }) => name === 'worker' && note.includes('Image')),
    )

    expect(await stage.said('bob', 'logs deploy/worker -n shop', 'partners')).toMatch(
      /has not run yet|ImagePull/,
    )
  })

  test('K18: of a previous run that there is none say so', async () => {
    expect(await stage.said('bob', 'logs deploy/api --previous')).toMatch(/previous/)
  })

  test('K18: that may not be read name the missing right', async () => {
    stage.prod.faults.inject({ fault: 'status', code: 403 }, LOG, Infinity)

    expect(await stage.said('bob', 'logs deploy/api')).toMatch(/pods\/log|cannot be read/)
  })

  test('K18: that break off are shown as far as they came, or the reason is', async () => {
    stage.prod.faults.inject({ fault: 'truncate' }, LOG, Infinity)

    expect(await stage.said('bob', 'logs deploy/api')).toContain('logs of deployment/api')
  })

  test('K18: that never come end with words', async () => {
    stage.prod.faults.inject({ fault: 'hang' }, LOG, Infinity)

    expect(await stage.said('bob', 'logs deploy/api')).toMatch(/cannot be read|did not answer|⚠/)
  })
})
