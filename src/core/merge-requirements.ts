import type { ApproverGroup, Requirement } from './requirement.ts'

/**
 * One requirement that holds only where every one of these holds: all groups, all reason patterns, the shorter times.
 * Groups of one name are one group where they are the same people, else both stay under names of their own.
 */
export function mergeRequirements(requirements: readonly Requirement[]): Requirement {
  const [first = NOTHING, ...others] = requirements
  return others.reduce(both, first)
}

/** What asks for nothing, and waits and holds for an hour and a quarter. */
const NOTHING: Requirement = { groups: [], waitMs: 60 * 60_000, useMs: 15 * 60_000 }

function both(one: Requirement, other: Requirement): Requirement {
  const reason = bothReasons(one.reason, other.reason)
  const confirm = one.confirm === 'object' ? one.confirm : (other.confirm ?? one.confirm)
  const channel = one.channel ?? other.channel
  return {
    groups: other.groups.reduce(withGroup, one.groups),
    ...(reason && { reason }),
    ...(confirm && { confirm }),
    waitMs: Math.min(one.waitMs, other.waitMs),
    useMs: Math.min(one.useMs, other.useMs),
    ...(channel !== undefined && { channel }),
  }
}

function bothReasons(one: Requirement['reason'], other: Requirement['reason']) {
  if (!one || !other) return one ?? other
  const hints = unique([one.hint, other.hint].filter((hint) => hint !== undefined))
  return {
    patterns: unique([...one.patterns, ...other.patterns]),
    ...(hints.length > 0 && { hint: hints.join('; ') }),
  }
}

function withGroup(groups: readonly ApproverGroup[], group: ApproverGroup) {
  const alike = groups.filter((one) => peopleOf(one) === peopleOf(group))
  const same =
    alike.find(({ name }) => name === group.name) ??
    alike.find(({ name }) => isNumbered(name, group.name))
  if (!same) return [...groups, { ...group, name: freeName(groups, group.name) }]
  return groups.map((one) => (one === same ? stricter(one, group) : one))
}

const stricter = (one: ApproverGroup, other: ApproverGroup): ApproverGroup => ({
  ...one,
  approve: Math.max(one.approve, other.approve),
  deny: one.deny === 0 || other.deny === 0 ? one.deny + other.deny : Math.min(one.deny, other.deny),
})

/** `platform-3` is the third `platform` of other people. */
const isNumbered = (name: string, plain: string) =>
  name.startsWith(`${plain}-`) && /^\d+$/.test(name.slice(plain.length + 1))

function freeName(groups: readonly ApproverGroup[], name: string): string {
  const taken = new Set(groups.map((group) => group.name))
  const names = [name, ...groups.map((_, index) => `${name}-${index + 2}`)]
  return names.find((one) => !taken.has(one)) ?? name
}

const peopleOf = ({ roles, users, groups, usergroups }: ApproverGroup) =>
  JSON.stringify([roles, users, groups, usergroups].map((names) => unique(names).toSorted()))

const unique = (names: readonly string[]) => [...new Set(names)]
