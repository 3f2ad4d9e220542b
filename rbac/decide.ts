import { mergeRequirements } from '../src/core/merge-requirements.ts'
import type { Requirement } from '../src/core/requirement.ts'
import type { Verdict } from '../src/core/verdict.ts'
import { withUsualTimes } from './approvers/compile-ask.ts'
import type { Scene } from './matching/condition.ts'
import type { Evaluated } from './evaluate.ts'

/** The name under which "no rule spoke" appears. */
const DEFAULT_RULE = 'default'

/** Deny beats ask beats allow; no opinion is a denial. All that ask are put together. */
export function decide(
  evaluated: readonly Evaluated[],
  scene: Scene,
  contact: string | undefined,
): Verdict {
  const speaking = evaluated.filter(({ applies }) => applies)
  const [denial] = thatSay('deny', speaking)
  if (denial) return denied(denial, denial.rule.reason, contact)
  const questions = thatSay('ask', speaking)
  const [permission] = thatSay('allow', speaking)
  // To be asked for a reason only, or in a freeze, gives nobody a right.
  const opens = permission !== undefined || questions.some(({ rule }) => rule.opens)
  if (opens && questions.length > 0) return asked(questions, scene, contact)
  if (permission)
    return { kind: 'allow', rule: permission.rule.ref, reason: permission.rule.reason }
  const reason = noOpinion(evaluated, scene)
  return { kind: 'deny', rule: { name: DEFAULT_RULE }, reason, ...(contact && { contact }) }
}

/** In the order of the file; those that are certain before those that only may apply. */
function thatSay(effect: Verdict['kind'], speaking: readonly Evaluated[]) {
  const all = speaking.filter(({ rule }) => rule.effect === effect)
  return [
    ...all.filter(({ match }) => match === 'yes'),
    ...all.filter(({ match }) => match !== 'yes'),
  ]
}

function denied(
  { rule, findings }: Evaluated,
  said: string,
  fallback: string | undefined,
): Verdict {
  const contact = rule.contact ?? fallback
  const reason = withHints(said, findings)
  return { kind: 'deny', rule: rule.ref, reason, ...(contact !== undefined && { contact }) }
}

function asked(
  questions: readonly Evaluated[],
  scene: Scene,
  contact: string | undefined,
): Verdict {
  const requirements: Requirement[] = []
  for (const question of questions) {
    const answer = question.rule.ask?.(scene)
    if (answer?.ok === false) {
      return denied(question, `${question.rule.reason}; ${answer.problem}`, contact)
    }
    if (answer) requirements.push(answer.requirement)
  }
  const requirement = withUsualTimes(mergeRequirements(requirements))
  const reasons = questions.map(({ rule, findings }) => withHints(rule.reason, findings))
  return {
    kind: 'ask',
    rule: questions[0]?.rule.ref ?? { name: DEFAULT_RULE },
    reason: [...new Set(reasons)].join('; '),
    approvers: namesIn(requirement),
    requirement,
  }
}

function namesIn({ groups }: Requirement): readonly string[] {
  const names = groups.flatMap((one) => [
    ...one.roles,
    ...one.users,
    ...one.groups,
    ...one.usergroups,
  ])
  return [...new Set(names)]
}

function noOpinion(evaluated: readonly Evaluated[], { facts }: Scene): string {
  const near = evaluated.find(({ rule, match }) => rule.effect === 'allow' && match === 'unsure')
  const said = `no rule allows you to use ${facts.command} ${whereOf(facts.target)}`
  return near ? withHints(`${said}; ${near.rule.ref.name} nearly does`, near.findings) : said
}

function whereOf({ namespace }: Scene['facts']['target'] = {}): string {
  if (namespace === undefined) return 'here'
  return namespace === '*' ? 'in all namespaces' : `in ${namespace}`
}

function withHints(reason: string, findings: Evaluated['findings']): string {
  const hints = findings.flatMap(({ hint }) => hint ?? [])
  return hints.length === 0 ? reason : `${reason} (${hints.join('; ')})`
}
