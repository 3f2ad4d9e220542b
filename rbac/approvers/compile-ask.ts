import type { ApproverGroup, Requirement } from '../../src/core/requirement.ts'
import type { Scene } from '../matching/condition.ts'
import { groupsOf, type AskDocument, type GroupDocument } from '../policy/ask-document.ts'
import type { PolicyDocument } from '../policy/policy.ts'
import { countPeople, type HoldersOf } from '../policy/role-holders.ts'
import { createOwners } from './owners.ts'
import { isNobody, morePeople, nameOfGroup, peopleOfGroup } from './people-of-group.ts'

const WAIT_MS = 60 * 60_000
const USE_MS = 15 * 60_000

export type Asked =
  /** Times that the rule leaves to others are infinite: see `withUsualTimes`. */
  | { readonly ok: true; readonly requirement: Requirement }
  /** Why nobody could agree, for people: asking would hang. */
  | { readonly ok: false; readonly problem: string }

/** What a rule asks for in one case. */
export type Ask = (scene: Scene) => Asked

type Setting = { readonly policy: PolicyDocument; readonly holdersOf: HoldersOf }

/** Readies what a rule asks for; whom that means is found out case by case: owners differ, and so do requesters. */
export function compileAsk(ask: AskDocument, setting: Setting): Ask {
  const groups = groupsOf(ask).map(({ group }) => compileGroup(group, setting))
  const terms = termsOf(ask)
  return (scene) => {
    const resolved = groups.map((resolve) => resolve(scene))
    const lost = resolved.find((group) => !group.ok)
    if (lost) return lost
    const people = resolved.flatMap((group) => (group.ok ? [group.group] : []))
    return { ok: true, requirement: { groups: people, ...terms } }
  }
}

/** With the times that hold where no rule says any. */
export const withUsualTimes = (requirement: Requirement): Requirement => ({
  ...requirement,
  waitMs: Number.isFinite(requirement.waitMs) ? requirement.waitMs : WAIT_MS,
  useMs: Number.isFinite(requirement.useMs) ? requirement.useMs : USE_MS,
})

type Resolved =
  | { readonly ok: true; readonly group: ApproverGroup }
  | { readonly ok: false; readonly problem: string }

function compileGroup(document: GroupDocument, { policy, holdersOf }: Setting) {
  const { count: approve, deny, owners } = document
  const named = peopleOfGroup(document, policy)
  const name = nameOfGroup(document)
  const ownersOf = owners && createOwners(owners, Object.keys(policy.roles))
  return ({ facts: { actor, target } }: Scene): Resolved => {
    const found = ownersOf?.(target)
    // Where others are named beside the owners, they stand in.
    if (found?.ok === false && isNobody(named)) return found
    const people = found?.ok === true ? morePeople(named, found.people) : named
    const there = countPeople(people, holdersOf, actor.userId)
    if (there < approve) return { ok: false, problem: tooFew({ name, approve, there }) }
    return { ok: true, group: { name, approve, deny, ...people } }
  }
}

const tooFew = ({ name, approve, there }: { name: string; approve: number; there: number }) =>
  `it needs ${approve} of ${name}, and besides you that group has ${there}: nobody approves their own change`

function termsOf({ requireReason, confirm, waitFor, useWithin, channel }: AskDocument) {
  return {
    ...(requireReason !== undefined && { reason: reasonOf(requireReason) }),
    ...(confirm !== undefined && { confirm }),
    waitMs: waitFor ?? Infinity,
    useMs: useWithin ?? Infinity,
    ...(channel !== undefined && { channel }),
  }
}

function reasonOf(required: NonNullable<AskDocument['requireReason']>) {
  if (required === true) return { patterns: [] }
  const { pattern, hint } = required
  return { patterns: [pattern], ...(hint !== undefined && { hint }) }
}
