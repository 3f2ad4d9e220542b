import type { Approvers } from '../../src/core/approvers.ts'
import type { Directory, DirectoryPerson } from '../../src/core/directory.ts'
import type { ApproverGroup } from '../../src/core/requirement.ts'
import { text } from '../../src/core/text.ts'
import type { IdentitySettings } from '../identity/identity-settings.ts'
import type { Policy } from '../policy/create-policy.ts'
import { candidatesOf } from './candidates.ts'
import { askDirectory } from '../identity/ask-directory.ts'

type Parts = {
  readonly policy: Pick<Policy, 'rolesOf' | 'bindings'>
  readonly identity: Pick<IdentitySettings, 'users' | 'usergroups'>
  readonly directory: Directory
}

/** Who may vote, by policy, the identity settings and Slack's user groups as they are now. */
export function createApprovers({ policy, identity, directory }: Parts): Approvers {
  return {
    async groupsOf(actor, { groups }) {
      const isByUsergroup = groups.some(({ usergroups }) => usergroups.length > 0)
      const usergroups = isByUsergroup
        ? await ask(() => directory.groupsOf(actor.userId, 'now'))
        : []
      const { userId, groups: kubernetes } = actor
      const roles = [...actor.roles, ...policy.rolesOf({ userId, groups: kubernetes, usergroups })]
      const member = { roles, users: [userId], groups: kubernetes, usergroups }
      return groups.filter((group) => isIn(group, member)).map(({ name }) => name)
    },

    async suggest({ groups }, limit) {
      const found = new Set<string>()
      const perGroup = await Promise.all(
        groups.map((group) =>
          ask(() => candidatesOf(group, { identity, directory, bindings: policy.bindings })),
        ),
      )
      for (const userId of inTurn(perGroup)) {
        if (found.size >= limit) break
        if (found.has(userId)) continue
        if (isWelcome(await ask(() => directory.person(userId)))) found.add(userId)
      }
      return [...found]
    },
  }
}

type Member = Pick<ApproverGroup, 'roles' | 'users' | 'groups' | 'usergroups'>

const isIn = (group: Member, member: Member) =>
  overlaps(group.roles, member.roles) ||
  overlaps(group.users, member.users) ||
  overlaps(group.groups, member.groups) ||
  overlaps(group.usergroups, member.usergroups)

const overlaps = (some: readonly string[], others: readonly string[]) =>
  some.some((one) => others.includes(one))

/** The first of each, then the second of each…: a short list has somebody of every group. */
function inTurn(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat()
}

/** Whoever is told could vote: nobody else is told what runs here. */
const isWelcome = (person: DirectoryPerson | undefined) =>
  person !== undefined && !person.isBot && !person.deleted && !person.isGuest && !person.isStranger

const ask = <T>(look: () => Promise<T>): Promise<T> =>
  askDirectory(look, text`Slack cannot say who may approve right now, so nothing was decided.`)
