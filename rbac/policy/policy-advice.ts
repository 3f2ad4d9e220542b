import { groupsOf } from './ask-document.ts'
import type { PolicySource } from './create-policy.ts'
import type { PolicyDocument, RuleDocument } from './policy.ts'
import { createHolders } from './role-holders.ts'
import { conditions } from '../rules/index.ts'

/** Something in a sound policy that can hardly be meant, as `file:line: what`. */
export type PolicyAdvice = {
  readonly id: 'rule-shadowed' | 'rule-unreachable' | 'role-unused' | 'approver-unmapped'
  readonly said: string
}

type Known = {
  /** Roles that the identity settings give. */
  readonly grantedRoles: readonly string[]
  /** Slack ids of mapped people; undefined where people are mapped by e-mail, so that anybody may be. */
  readonly mapped: readonly string[] | undefined
}

type Told = Omit<PolicyAdvice, 'said'> & {
  readonly path: readonly (string | number)[]
  readonly said: string
}

/** What is odd in a policy that is valid: nothing of it keeps the bot from starting. */
export function adviseOn(source: PolicySource, known: Known): readonly PolicyAdvice[] {
  const { value, file, lineOf } = source
  const told = [
    ...shadowed(value),
    ...unreachable(value, known),
    ...unused(value),
    ...unmapped(value, known),
  ]
  return told.map(({ id, path, said }) => ({ id, said: `${file}:${lineOf(path) ?? 1}: ${said}` }))
}

/** A denial always wins, wherever it stands; of two that allow the same the narrower one adds nothing. */
function shadowed({ rules }: PolicyDocument): Told[] {
  return rules.flatMap((rule, i) => {
    const by = rules.find(
      (other, j) =>
        j !== i &&
        (other.effect === 'deny' || (other.effect === 'allow' && rule.effect === 'allow')) &&
        covers(other, rule) &&
        // Of two that say the same, the later one is told.
        (j < i || other.effect !== rule.effect || !covers(rule, other)),
    )
    if (!by) return []
    const how = by.effect === 'deny' ? 'denies all that it is about' : 'allows all that it allows'
    return [
      {
        id: 'rule-shadowed',
        path: ['rules', i, 'name'],
        said: `rule ${rule.name} decides nothing: ${by.name} ${how}`,
      },
    ]
  })
}

/** Lists in which one match is enough: a longer one fits more. */
const ANY_OF = new Set([
  'roles',
  'users',
  'groups',
  'commands',
  'risk',
  'clusters',
  'environments',
  'namespaces',
  'names',
  'kinds',
  'channels',
])

/** Whether the first surely applies wherever the second does. */
function covers(wide: RuleDocument, narrow: RuleDocument): boolean {
  const options: readonly Readonly<Record<string, unknown>>[] = [wide, narrow]
  return Object.keys(conditions).every((key) => {
    const [one, other] = options.map((rule) => rule[key])
    if (one === undefined) return true
    if (JSON.stringify(one) === JSON.stringify(other)) return true
    if (!ANY_OF.has(key) || !Array.isArray(one) || !Array.isArray(other)) return false
    return other.every((value) => one.includes('*') || one.includes(value))
  })
}

function unreachable({ rules, bindings }: PolicyDocument, { grantedRoles }: Known): Told[] {
  const holdersOf = createHolders(bindings, grantedRoles)
  return rules.flatMap(({ name, roles }, i) => {
    if (!roles || roles.some((role) => holdersOf(role)?.length !== 0)) return []
    const said = `rule ${name} never applies: nobody holds ${roles.join(' or ')}`
    return [{ id: 'rule-unreachable', path: ['rules', i, 'roles'], said }]
  })
}

function unused(policy: PolicyDocument): Told[] {
  const { roles, rules, freezes, breakGlass } = policy
  const asked = [...rules, ...freezes].flatMap(groupsOf).flatMap(({ group }) => group.roles ?? [])
  const named = [...rules, ...freezes].flatMap(({ roles: only = [], exceptRoles = [] }) => [
    ...only,
    ...exceptRoles,
  ])
  const emergency = [...(breakGlass?.roles ?? []), ...(breakGlass?.reviewers.roles ?? [])]
  const used = new Set([...asked, ...named, ...emergency])
  const isCel = (role: string) =>
    rules.some(({ when }) => when !== undefined && JSON.stringify(when).includes(role))
  return Object.keys(roles)
    .filter((role) => !used.has(role) && !isCel(role))
    .map((role) => ({
      id: 'role-unused',
      path: ['roles', role],
      said: `no rule speaks of the role ${role}`,
    }))
}

function unmapped({ rules, freezes }: PolicyDocument, { mapped }: Known): Told[] {
  if (!mapped) return []
  const lists = [
    ...rules.map((rule, i) => ({ rule, path: ['rules', i, 'name'] })),
    ...freezes.map((rule, i) => ({ rule, path: ['freezes', i, 'name'] })),
  ]
  return lists.flatMap(({ rule, path }) =>
    groupsOf(rule)
      .flatMap(({ group }) => group.users ?? [])
      .filter((user) => !mapped.includes(user))
      .map((user) => ({
        id: 'approver-unmapped' as const,
        path,
        said: `${user}, whom ${rule.name} asks, has no Kubernetes user`,
      })),
  )
}
