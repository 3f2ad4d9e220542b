import { describe, expect, test } from 'vitest'
import { createApprovers } from '../../../rbac/approvers/create-approvers.ts'
import { IdentitySettings } from '../../../rbac/identity/identity-settings.ts'
import { UnavailableError } from '../../../src/core/errors.ts'
import type { ApproverGroup, Requirement } from '../../../src/core/requirement.ts'
import { fakeDirectory } from '../directory.ts'
import { actor, policyFrom } from '../policy.ts'

const policy = policyFrom(`
roles: { platform: {}, shop: {}, night: {} }
bindings:
  platform: { users: [U1PAT], usergroups: [S1PLAT], groups: ['k8s:platform'] }
rules: [{ name: looks, effect: allow, reason: fine, risk: [read] }]
`)
const identity = IdentitySettings.parse({
  users: {
    U1SAM: { user: 'sam', roles: ['shop'] },
    U1KIM: { user: 'kim', groups: ['k8s:platform'] },
  },
  usergroups: { S1NIGHT: { roles: ['night'] } },
})

const group = (name: string, given: Partial<ApproverGroup> = {}): ApproverGroup => ({
  name,
  approve: 1,
  deny: 1,
  roles: [],
  users: [],
  groups: [],
  usergroups: [],
  ...given,
})
const asking = (...groups: ApproverGroup[]): Requirement => ({ groups, waitMs: 1, useMs: 1 })

function stage(members: Readonly<Record<string, readonly string[]>> = {}) {
  const directory = fakeDirectory(members)
  for (const id of ['U1PAT', 'U1SAM', 'U1KIM', 'U1MIA', 'U1NED']) directory.put({ id })
  return { directory, approvers: createApprovers({ policy, identity, directory }) }
}

describe('a person counts for a group', () => {
  test.each([
    ['by a role from the identity map', actor({ roles: ['shop'] }), { roles: ['shop'] }],
    ['by a role that policy binds to them', actor({ userId: 'U1PAT' }), { roles: ['platform'] }],
    [
      'by a role that policy binds to their Kubernetes group',
      actor({ groups: ['k8s:platform'] }),
      { roles: ['platform'] },
    ],
    ['by their Slack id', actor({ userId: 'U1NED' }), { users: ['U1NED'] }],
    ['by a Kubernetes group', actor({ groups: ['k8s:sre'] }), { groups: ['k8s:sre'] }],
    ['by a Slack user group', actor({ userId: 'U1MIA' }), { usergroups: ['S1DUTY'] }],
  ])('%s', async (_, person, given) => {
    const { approvers } = stage({ U1MIA: ['S1DUTY'] })
    const groups = asking(group('it', given), group('other', { users: ['U9NOBODY'] }))
    expect(await approvers.groupsOf(person, groups)).toEqual(['it'])
  })

  test('in every group they are in, and in none where nothing names them', async () => {
    const { approvers } = stage()
    const both = asking(group('one', { roles: ['shop'] }), group('two', { users: ['U1SAM'] }))
    const sam = actor({ userId: 'U1SAM', roles: ['shop'] })
    expect(await approvers.groupsOf(sam, both)).toEqual(['one', 'two'])
    expect(await approvers.groupsOf(actor(), both)).toEqual([])
  })

  test('no longer when they have left the Slack user group', async () => {
    const duty = asking(group('duty', { usergroups: ['S1DUTY'] }))
    const mia = actor({ userId: 'U1MIA' })
    expect(await stage({ U1MIA: [] }).approvers.groupsOf(mia, duty)).toEqual([])
  })

  test('not by being called like one: a role is no Slack id and no group', async () => {
    const { approvers } = stage()
    const named = asking(group('it', { users: ['platform'], groups: ['platform'] }))
    expect(await approvers.groupsOf(actor({ roles: ['platform'] }), named)).toEqual([])
  })

  test('without asking Slack where no Slack user group decides', async () => {
    const { approvers, directory } = stage()
    await approvers.groupsOf(actor(), asking(group('it', { roles: ['shop'] })))
    expect(directory.groupLookups).toBe(0)
  })

  test('for nothing while Slack cannot say: that is no answer', async () => {
    const { approvers, directory } = stage()
    directory.failure = new Error('down')
    const duty = asking(group('duty', { usergroups: ['S1DUTY'] }))
    const refused = { code: 'directory-unavailable' }
    await expect(approvers.groupsOf(actor(), duty)).rejects.toThrow(UnavailableError)
    await expect(approvers.groupsOf(actor(), duty)).rejects.toMatchObject(refused)
    await expect(approvers.suggest(duty, 5)).rejects.toMatchObject(refused)
  })
})

describe('people who are told', () => {
  test('are those whom names, bindings, the identity map and user groups give', async () => {
    const { approvers } = stage({ U1MIA: ['S1PLAT'], U1NED: ['S1NIGHT'] })
    const platform = asking(group('it', { roles: ['platform'] }))
    expect(await approvers.suggest(platform, 10)).toEqual(['U1PAT', 'U1KIM', 'U1MIA'])
    const night = asking(group('it', { roles: ['night', 'shop'] }))
    expect(await approvers.suggest(night, 10)).toEqual(['U1SAM', 'U1NED'])
  })

  test('are of every group when not all can be told', async () => {
    const { approvers } = stage()
    const two = asking(
      group('one', { users: ['U1PAT', 'U1KIM'] }),
      group('two', { users: ['U1SAM', 'U1PAT'] }),
    )
    expect(await approvers.suggest(two, 2)).toEqual(['U1PAT', 'U1SAM'])
  })

  test('are never guests, bots, strangers, people who left or whom nobody knows', async () => {
    const { approvers, directory } = stage()
    directory.put({ id: 'U2GUEST', isGuest: true })
    directory.put({ id: 'U2BOT', isBot: true })
    directory.put({ id: 'U2FAR', isStranger: true })
    directory.put({ id: 'U2GONE', deleted: true })
    const users = ['U2GUEST', 'U2BOT', 'U2FAR', 'U2GONE', 'U2NEVER', 'U1PAT']
    expect(await approvers.suggest(asking(group('it', { users })), 10)).toEqual(['U1PAT'])
  })
})
