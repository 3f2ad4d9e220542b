import { isNobody, nameOfGroup, peopleOfGroup } from '../approvers/people-of-group.ts'
import { askShape, groupsOf, type GroupDocument } from './ask-document.ts'
import { checkNames, noSuch, type PolicyProblem } from './lint-names.ts'
import type { Known } from './known.ts'
import type { PolicyDocument, RuleDocument } from './policy.ts'
import { countPeople, createHolders } from './role-holders.ts'

type Around = { readonly policy: PolicyDocument; readonly known: Known }

/** What can never happen, or has no meaning, in what a rule asks for. */
export function lintAsk(rule: RuleDocument, around: Around): PolicyProblem[] {
  if (rule.effect !== 'ask') return lintMeaningless(rule)
  const groups = groupsOf(rule)
  if (groups.length === 0 && rule.requireReason === undefined && rule.confirm === undefined) {
    const said = 'a rule that asks needs approvers, requireReason or confirm'
    return [{ path: [], said }]
  }
  return [
    ...lintTwice(groups.map(({ group }) => group)),
    ...lintChannel(rule, around.known),
    ...groups.flatMap(({ group, path }) =>
      lintGroup({ group, path, requesters: requestersOf(rule, around) }, around),
    ),
  ]
}

function lintMeaningless(rule: RuleDocument): PolicyProblem[] {
  const given: Readonly<Record<string, unknown>> = rule
  return Object.keys(askShape)
    .filter((key) => given[key] !== undefined)
    .map((key) => ({ path: [key], said: `has no meaning in a rule that ${rule.effect}s` }))
}

function lintTwice(groups: readonly GroupDocument[]): PolicyProblem[] {
  const names = groups.map(nameOfGroup)
  return names.flatMap((name, i) =>
    names.indexOf(name) < i
      ? [{ path: ['approvers', i], said: `two groups are called ${name}: give each a name` }]
      : [],
  )
}

const lintChannel = ({ channel }: RuleDocument, { channels }: Known): PolicyProblem[] =>
  channel !== undefined && channels && !channels.includes(channel)
    ? [{ path: ['channel'], said: noSuch('channel', channel, channels) }]
    : []

type Placed = {
  readonly group: GroupDocument
  readonly path: readonly (string | number)[]
  readonly requesters: readonly string[]
}

function lintGroup(placed: Placed, { policy, known }: Around): PolicyProblem[] {
  const { group, path } = placed
  const duties = Object.keys(policy.onCall)
  const { onCall } = group
  const wrong = [
    ...checkNames('role', Object.keys(policy.roles))([...path, 'roles'], group.roles),
    ...checkNames('user group', known.usergroups)([...path, 'usergroups'], group.usergroups),
    ...(onCall === undefined || duties.includes(onCall)
      ? []
      : [{ path: [...path, 'onCall'], said: noSuch('on-call list', onCall, duties) }]),
  ]
  return wrong.length > 0 ? wrong : lintNumbers(placed, { policy, known })
}

/** Owners are found out object by object; of everybody else the file can tell how many there are. */
function lintNumbers({ group, path, requesters }: Placed, { policy, known }: Around) {
  if (group.owners) return []
  const people = peopleOfGroup(group, policy)
  if (isNobody(people)) {
    return [
      {
        path: [...path],
        said: 'names nobody: give roles, users, groups, usergroups, owners or onCall',
      },
    ]
  }
  const holdersOf = createHolders(policy.bindings, known.grantedRoles)
  const there = countPeople(people, holdersOf)
  if (group.count > there) {
    const said = `wants ${group.count}, but only ${there} can ever approve`
    return [{ path: [...path, 'count'], said }]
  }
  if (group.deny > there) {
    const said = `wants ${group.deny}, but only ${there} can ever deny; 0 says that none can`
    return [{ path: [...path, 'deny'], said }]
  }
  return requesters
    .filter((user) => group.count > countPeople(people, holdersOf, user))
    .map((user) => ({
      path: [...path, 'count'],
      said: `${user} could never get this approved: nobody approves their own change`,
    }))
}

/** Those who are known to be the only ones that a rule speaks of. */
function requestersOf({ users, roles }: RuleDocument, { policy, known }: Around) {
  if (users) return users
  const holdersOf = createHolders(policy.bindings, known.grantedRoles)
  const holders = (roles ?? []).map(holdersOf)
  return holders.includes(undefined) ? [] : holders.flatMap((some) => some ?? [])
}
