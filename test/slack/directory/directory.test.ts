import nock from 'nock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDirectory } from '../../../src/slack/directory/directory.ts'
import { createWeb } from '../../../src/slack/web/web.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { noTracer } from '../../../src/core/tracer.ts'

const slack = () => nock('https://slack.test').persist(false)
const clock = fakeClock()

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

function directory() {
  const web = createWeb({
    apiUrl: 'https://slack.test/api/',
    token: 'xoxb-1',
    clock,
    log: fakeLog(),
    tracer: noTracer,
  })
  const self = { teamId: 'T1', botId: 'B1', botUserId: 'UBOT' }
  return createDirectory({ web, self: () => self, clock, log: fakeLog() })
}

const user = (fields: object) => ({
  ok: true,
  user: {
    id: 'U1',
    team_id: 'T1',
    name: 'them',
    profile: { email: 'them@example.com' },
    ...fields,
  },
})

test('a person is told with name, workspace and verified address', async () => {
  slack()
    .post('/api/users.info')
    .reply(200, user({ is_email_confirmed: true, real_name: 'The M' }))

  expect(await directory().person('U1')).toEqual({
    id: 'U1',
    teamId: 'T1',
    name: 'The M',
    email: 'them@example.com',
    emailVerified: true,
    isBot: false,
    deleted: false,
    isGuest: false,
    isStranger: false,
  })
})

test.each([
  ['a guest', { is_ultra_restricted: true }, { isGuest: true }],
  ['a deactivated account', { deleted: true }, { deleted: true }],
  ['a bot', { is_bot: true }, { isBot: true }],
  ['a workflow', { is_workflow_bot: true }, { isBot: true }],
  ['somebody of another workspace', { team_id: 'T9' }, { isStranger: true }],
  ['a stranger', { is_stranger: true }, { isStranger: true }],
])('A4: %s is told as such', async (_who, fields, told) => {
  slack().post('/api/users.info').reply(200, user(fields))

  expect(await directory().person('U1')).toMatchObject(told)
})

test('S24: somebody without an address has none', async () => {
  slack()
    .post('/api/users.info')
    .reply(200, user({ profile: {} }))

  expect(await directory().person('U1')).not.toHaveProperty('email')
})

test('an unknown person is nobody', async () => {
  slack().post('/api/users.info').reply(200, { ok: false, error: 'user_not_found' })

  expect(await directory().person('U1')).toBeUndefined()
})

test('S24: the address is refreshed behind the answer, and never older than ten minutes', async () => {
  const changed = (email: string) => user({ profile: { email } })
  slack().post('/api/users.info').reply(200, changed('old@example.com'))
  const { person } = directory()
  expect(await person('U1')).toMatchObject({ email: 'old@example.com' })

  slack().post('/api/users.info').reply(200, changed('new@example.com'))
  await clock.advance(61_000)
  expect(await person('U1')).toMatchObject({ email: 'old@example.com' })
  await expect.poll(async () => (await person('U1'))?.email).toBe('new@example.com')
})

test('S24: when Slack limits us, what is known serves for ten minutes and then there is an error', async () => {
  const groups = { ok: true, usergroups: [{ id: 'S1', users: ['U1', 'U2'] }] }
  slack().post('/api/usergroups.list').reply(200, groups)
  const { groupsOf } = directory()
  expect(await groupsOf('U1')).toEqual(['S1'])

  nock('https://slack.test')
    .persist()
    .post('/api/usergroups.list')
    .reply(429, '', { 'retry-after': '30' })
  await clock.advance(5 * 60_000)
  expect(await groupsOf('U1')).toEqual(['S1'])
  await clock.advance(6 * 60_000)
  await expect(groupsOf('U1')).rejects.toMatchObject({ retryAfter: 30 })
})

test('S24: a plan without user groups gives nobody a role, and is no error', async () => {
  slack().post('/api/usergroups.list').reply(200, { ok: false, error: 'plan_upgrade_required' })

  expect(await directory().groupsOf('U1')).toEqual([])
})

test('a person’s time zone is told as Slack knows it', async () => {
  slack()
    .post('/api/users.info')
    .reply(200, user({ tz: 'Europe/Berlin' }))

  expect(await directory().person('U1')).toMatchObject({ timeZone: 'Europe/Berlin' })
})

test('the members of a user group come from the same one call as everybody’s groups', async () => {
  slack()
    .post('/api/usergroups.list')
    .reply(200, { ok: true, usergroups: [{ id: 'S1', users: ['U1', 'U2'] }, { id: 'S2' }] })
  const found = directory()

  expect(await found.groupsOf('U2')).toEqual(['S1'])
  expect(await found.membersOf('S1')).toEqual(['U1', 'U2'])
  expect([await found.membersOf('S2'), await found.membersOf('S9')]).toEqual([[], []])
})

test('A8: whoever decides is looked up as they are now, not as they were a minute ago', async () => {
  slack().post('/api/users.info').reply(200, user({}))
  slack()
    .post('/api/users.info')
    .reply(200, user({ is_restricted: true }))
  const found = directory()
  await found.person('U1')

  await clock.advance(30_000)

  expect(await found.person('U1')).toMatchObject({ isGuest: false })
  expect(await found.person('U1', 'now')).toMatchObject({ isGuest: true })
})

test('A8: a user group that lost somebody is known at once where it matters', async () => {
  const group = (users: readonly string[]) => ({ ok: true, usergroups: [{ id: 'S1', users }] })
  slack()
    .post('/api/usergroups.list')
    .reply(200, group(['U1']))
  slack().post('/api/usergroups.list').reply(200, group([]))
  const found = directory()
  await found.groupsOf('U1')

  await clock.advance(30_000)

  expect(await found.groupsOf('U1')).toEqual(['S1'])
  expect(await found.groupsOf('U1', 'now')).toEqual([])
})

test('S24: a directory that is away decides nothing on what it knew', async () => {
  slack().post('/api/users.info').reply(200, user({}))
  slack().post('/api/users.info').reply(200, { ok: false, error: 'missing_scope' })
  const found = directory()
  await found.person('U1')

  await clock.advance(30_000)

  await expect(found.person('U1', 'now')).rejects.toThrow()
  expect(await found.person('U1')).toMatchObject({ id: 'U1' })
})
