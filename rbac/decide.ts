import type { Verdict } from '../src/core/verdict.ts'
import type { Scene } from './matching/condition.ts'
import type { Evaluated } from './evaluate.ts'

/** The name under which "no rule spoke" appears. */
const DEFAULT_RULE = 'default'

/** Deny beats ask beats allow; no opinion is a denial. */
export function decide(
  evaluated: readonly Evaluated[],
  scene: Scene,
  contact: string | undefined,
): Verdict {
  const denial = firstThat('deny', evaluated)
  if (denial) return denied(denial, contact)
  const question = firstThat('ask', evaluated)
  if (question) return asked(question)
  const permission = firstThat('allow', evaluated)
  if (permission)
    return { kind: 'allow', rule: permission.rule.ref, reason: permission.rule.reason }
  const reason = noOpinion(evaluated, scene)
  return { kind: 'deny', rule: { name: DEFAULT_RULE }, reason, ...(contact && { contact }) }
}

/** The first in the file; one that is certain before one that only may apply. */
function firstThat(effect: Verdict['kind'], evaluated: readonly Evaluated[]) {
  const speaking = evaluated.filter(({ rule, applies }) => applies && rule.effect === effect)
  return speaking.find(({ match }) => match === 'yes') ?? speaking[0]
}

function denied({ rule, findings }: Evaluated, fallback: string | undefined): Verdict {
  const contact = rule.contact ?? fallback
  const reason = withHints(rule.reason, findings)
  return { kind: 'deny', rule: rule.ref, reason, ...(contact !== undefined && { contact }) }
}

function asked({ rule, findings }: Evaluated): Verdict {
  const { roles = [], users = [] } = rule.approvers ?? {}
  const reason = withHints(rule.reason, findings)
  return { kind: 'ask', rule: rule.ref, reason, approvers: [...roles, ...users] }
}

function noOpinion(evaluated: readonly Evaluated[], { facts }: Scene): string {
  const { command, cluster } = facts
  const near = evaluated.find(({ rule, match }) => rule.effect === 'allow' && match === 'unsure')
  const said = `no rule allows you to use ${command} here (${cluster.name}, ${cluster.environment})`
  return near ? withHints(`${said}; ${near.rule.ref.name} nearly does`, near.findings) : said
}

function withHints(reason: string, findings: Evaluated['findings']): string {
  const hints = findings.flatMap(({ hint }) => hint ?? [])
  return hints.length === 0 ? reason : `${reason} (${hints.join('; ')})`
}
