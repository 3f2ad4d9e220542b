import type { Requirement } from '../../src/core/requirement.ts'
import type { Verdict } from '../../src/core/verdict.ts'
import type { PolicyTest } from './policy-tests.ts'

type Expected = Pick<PolicyTest, 'expect' | 'rule' | 'groups' | 'confirm' | 'reason'>

/** What a case says is right, in words. */
export function sayExpected({ expect, rule, groups, confirm, reason }: Expected): string {
  return join({ kind: expect, rule, groups, confirm, reason })
}

/** A verdict in the same words, as far as the case has an opinion: equal words, right verdict. */
export function sayVerdict(verdict: Verdict, { rule, groups, confirm, reason }: Expected): string {
  const asked: Partial<Requirement> = verdict.kind === 'ask' ? verdict.requirement : {}
  return join({
    kind: verdict.kind,
    rule: rule && verdict.rule.name,
    groups: groups && (asked.groups ?? []).map(({ name }) => name),
    confirm: confirm && (asked.confirm ?? 'nothing'),
    reason: reason === undefined ? undefined : asked.reason !== undefined,
  })
}

type Said = {
  readonly kind: Verdict['kind']
  readonly rule: string | undefined
  readonly groups: readonly string[] | undefined
  readonly confirm: string | undefined
  readonly reason: boolean | undefined
}

function join({ kind, rule, groups, confirm, reason }: Said): string {
  return [
    rule === undefined ? kind : `${kind} by ${rule}`,
    groups && `of ${groups.toSorted().join(' and ') || 'nobody'}`,
    confirm && `confirming the ${confirm}`,
    reason !== undefined && (reason ? 'with a reason' : 'without a reason'),
  ]
    .filter(Boolean)
    .join(', ')
}
