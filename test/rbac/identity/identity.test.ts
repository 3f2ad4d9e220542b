import { describe, expect, test } from 'vitest'
import { createIdentify } from '../../../rbac/identity/identity.ts'
import { IdentitySettings } from '../../../rbac/identity/identity-settings.ts'
import { DeniedError, UnavailableError } from '../../../src/core/errors.ts'
import { plain } from '../../../src/core/text.ts'
import { fakeDirectory, type FakeDirectory } from '../directory.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { policyFrom } from '../policy.ts'

const EXPLICIT = {
  users: { U012JANE: { user: 'jane@example.com', groups: ['chatops:viewers'], roles: ['viewer'] } },
}
const EMAIL = {
  email: {
    enabled: true,
    domains: ['example.com'],
    why: 'SSO is enforced and profiles are locked',
  },
}

function identity(settings: unknown, directory: FakeDirectory = fakeDirectory()) {
  const clock = fakeClock()
  const log = fakeLog()
  directory.put({ id: 'U012JANE' })
  const identify = createIdentify(IdentitySettings.parse(settings), directory, {
    home: () => ({ teamId: 'T012HOME' }),
    clock,
    log,
  })
  const who = (userId = 'U012JANE', teamId = 'T012HOME') => identify({ userId, teamId })
  const refusal = async (userId?: string, teamId?: string) => {
    const error: unknown = await who(userId, teamId).catch((thrown: unknown) => thrown)
    return error instanceof DeniedError ? error : undefined
  }
  return { who, refusal, directory, clock, log }
}

describe('somebody in the map', () => {
  test('becomes the Kubernetes user and groups that stand there', async () => {
    expect(await identity(EXPLICIT).who()).toEqual({
      userId: 'U012JANE',
      teamId: 'T012HOME',
      name: 'jane',
      user: 'jane@example.com',
      groups: ['chatops:viewers'],
      roles: ['viewer'],
    })
  })

  test('gets groups and roles of their Slack user groups on top', async () => {
    const usergroups = { S012OPS: { groups: ['chatops:operators'], roles: ['operator'] } }
    const directory = fakeDirectory({ U012JANE: ['S012OPS', 'S012OTHER'] })
    const actor = await identity({ ...EXPLICIT, usergroups }, directory).who()
    expect(actor.groups).toEqual(['chatops:viewers', 'chatops:operators'])
    expect(actor.roles).toEqual(['viewer', 'operator'])
  })

  test('gets roles from the policy, which may bind Slack user groups', async () => {
    const policy = policyFrom(
      'roles: { boss: {} }\nbindings: { boss: { usergroups: [S012OPS] } }\nrules: [{ name: a, effect: allow, reason: r }]',
    )
    const directory = fakeDirectory({ U012JANE: ['S012OPS'] })
    directory.put({ id: 'U012JANE' })
    const identify = createIdentify(IdentitySettings.parse(EXPLICIT), directory, {
      home: () => ({ teamId: 'T012HOME' }),
      clock: fakeClock(),
      log: fakeLog(),
      policy,
    })
    const actor = await identify({ userId: 'U012JANE', teamId: 'T012HOME' })
    expect(actor.roles).toEqual(['viewer', 'boss'])
  })

  test('is not looked up in user groups that give nothing', async () => {
    const { who, directory } = identity(EXPLICIT)
    await who()
    expect(directory.groupLookups).toBe(0)
  })
})

describe('nobody gets in who', () => {
  test.each([
    ['is a guest', { isGuest: true }, 'guest-refused'],
    ['is a bot or workflow', { isBot: true }, 'bot-refused'],
    ['was deactivated', { deleted: true }, 'deactivated'],
    ['belongs to another workspace', { isStranger: true }, 'foreign-workspace'],
  ])('%s, not even through the map', async (_, facts, code) => {
    const { directory, refusal } = identity(EXPLICIT)
    directory.put({ id: 'U012JANE', ...facts })
    expect((await refusal())?.code).toBe(code)
  })

  test('speaks from another workspace, whatever the directory says', async () => {
    expect((await identity(EXPLICIT).refusal('U012JANE', 'T999EVIL'))?.code).toBe(
      'foreign-workspace',
    )
  })

  test('Slack does not know', async () => {
    expect((await identity(EXPLICIT).refusal('U999NONE'))?.code).toBe('unknown-person')
  })

  test('is not mapped, and is told the line that is missing', async () => {
    const { directory, refusal } = identity(EXPLICIT)
    directory.put({ id: 'U012NEW' })
    const error = await refusal('U012NEW')
    expect(error?.code).toBe('not-mapped')
    expect(plain(error?.hint ?? [])).toContain(
      'U012NEW: { user: YOUR-KUBERNETES-USER, groups: [] }',
    )
  })

  test('has an id that is a property of every object', async () => {
    const { directory, refusal } = identity(EXPLICIT)
    directory.put({ id: 'constructor' })
    expect((await refusal('constructor'))?.code).toBe('not-mapped')
  })
})

describe('while Slack’s directory fails', () => {
  test('nobody is let in on a guess, and it is said to be temporary', async () => {
    const { directory, who } = identity(EXPLICIT)
    directory.failure = new Error('socket hang up')
    await expect(who()).rejects.toBeInstanceOf(UnavailableError)
    directory.failure = undefined
    await expect(who()).resolves.toMatchObject({ user: 'jane@example.com' })
  })

  test('nobody is let in before Slack told us who we are', async () => {
    const identify = createIdentify(IdentitySettings.parse(EXPLICIT), fakeDirectory(), {
      home: () => undefined,
      clock: fakeClock(),
      log: fakeLog(),
    })
    await expect(identify({ userId: 'U012JANE', teamId: 'T012HOME' })).rejects.toMatchObject({
      code: 'not-connected',
    })
  })
})

describe('mapping by e-mail', () => {
  const verified = { id: 'U012MAX', email: 'Max@Example.com', emailVerified: true }

  test('takes a verified address of a named domain, in lower case', async () => {
    const { directory, who } = identity(EMAIL)
    directory.put(verified)
    expect(await who('U012MAX')).toMatchObject({ user: 'max@example.com', groups: [] })
  })

  test.each([
    ['is not verified', { emailVerified: false }, 'email-unverified'],
    ['is of another domain', { email: 'max@evil.com' }, 'not-mapped'],
    ['only ends like the domain', { email: 'max@notexample.com' }, 'not-mapped'],
    ['hides a second address', { email: 'max@evil.com@example.com' }, 'not-mapped'],
    ['is of look-alike letters', { email: 'mаx@example.com' }, 'not-mapped'],
    ['is missing', { email: '' }, 'not-mapped'],
  ])('refuses an address that %s', async (_, facts, code) => {
    const { directory, refusal } = identity(EMAIL)
    directory.put({ ...verified, ...facts })
    expect((await refusal('U012MAX'))?.code).toBe(code)
  })

  test('is off unless it is enabled', async () => {
    const { directory, refusal } = identity(EXPLICIT)
    directory.put(verified)
    expect((await refusal('U012MAX'))?.code).toBe('not-mapped')
  })

  test('refuses both accounts of one address', async () => {
    const { directory, who, refusal } = identity(EMAIL)
    directory.put(verified)
    directory.put({ ...verified, id: 'U012EVE' })
    await who('U012MAX')
    expect((await refusal('U012EVE'))?.code).toBe('email-shared')
    expect((await refusal('U012MAX'))?.code).toBe('email-shared')
  })

  test('does not count the old address either when somebody changes back', async () => {
    const { directory, who, refusal } = identity(EMAIL)
    directory.put(verified)
    await who('U012MAX')
    directory.put({ ...verified, email: 'boss@example.com' })
    await refusal('U012MAX')
    directory.put(verified)
    expect((await refusal('U012MAX'))?.code).toBe('email-changed')
  })

  test('refuses to pose as somebody of the map', async () => {
    const { directory, refusal } = identity({ ...EXPLICIT, ...EMAIL })
    directory.put({ ...verified, email: 'jane@example.com' })
    expect((await refusal('U012MAX'))?.code).toBe('email-shared')
  })

  test('does not count a changed address for a day, and raises an alarm', async () => {
    const { directory, who, refusal, clock, log } = identity(EMAIL)
    directory.put(verified)
    await who('U012MAX')
    directory.put({ ...verified, email: 'boss@example.com' })
    expect((await refusal('U012MAX'))?.code).toBe('email-changed')
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'mapped e-mail changed', facts: { userId: 'U012MAX' } },
    ])
    expect(JSON.stringify(log.lines)).not.toContain('boss@')
    await clock.advance(23 * 3_600_000)
    expect((await refusal('U012MAX'))?.code).toBe('email-changed')
    await clock.advance(3_600_001)
    expect(await who('U012MAX')).toMatchObject({ user: 'boss@example.com' })
  })

  test('refuses an address whose user would be the cluster’s own', async () => {
    const settings = { email: { ...EMAIL.email, userTemplate: 'system:{local}' } }
    expect(IdentitySettings.safeParse(settings).success).toBe(false)
  })
})

describe('settings that would hand out the cluster are refused', () => {
  const user = (given: object) => ({ users: { U012JANE: { user: 'jane', ...given } } })
  test.each([
    [user({ groups: ['system:masters'] }), 'passes every access control'],
    [user({ groups: ['System:Masters'] }), 'passes every access control'],
    [user({ groups: ['system:authenticated'] }), "the cluster's own group"],
    [user({ groups: ['*'] }), 'patterns are not allowed'],
    [user({ groups: [''] }), 'is empty'],
    [user({ groups: ['a\nb'] }), 'not a group name'],
    [user({ user: 'system:admin' }), "the cluster's own user"],
    [user({ user: 'system:node:n1' }), "the cluster's own user"],
    [user({ user: '*' }), 'patterns are not allowed'],
    [user({ user: ' ' }), 'is empty'],
    [{ users: { jane: { user: 'jane' } } }, 'not a Slack user id'],
    [{ usergroups: { S012OPS: { groups: ['system:masters'] } } }, 'passes every access control'],
    [{ email: { enabled: true } }, 'name the domains'],
    [{ email: { enabled: true, domains: ['example.com'] } }, 'say why'],
    [{ email: { userTemplate: 'team' } }, 'everybody would be the same user'],
    [{ email: { domains: ['a.com', 'b.com'], userTemplate: '{local}' } }, 'needs {email}'],
  ])('%j', (settings, said) => {
    expect(JSON.stringify(IdentitySettings.safeParse(settings).error?.issues)).toContain(said)
  })

  test('a service account written out is explicit enough', () => {
    const settings = user({ user: 'system:serviceaccount:tools:deployer' })
    expect(IdentitySettings.safeParse(settings).success).toBe(true)
  })
})
