import type { Facts } from '../../src/core/judge.ts'
import type { RuleRef } from '../../src/core/verdict.ts'
import { sayRequirement } from './requirement-text.ts'
import type { ExplainedRule, Explanation } from './explain.ts'

/** An explanation for a terminal: what was asked, the verdict, then rule by rule why. */
export function sayExplanation(explanation: Explanation): string {
  const { facts, roles, verdict, rules } = explanation
  const contact = verdict.kind === 'deny' && verdict.contact
  const widest = Math.max(0, ...rules.map(({ rule }) => rule.name.length))
  return [
    sayActor(facts.actor, roles),
    sayQuestion(facts),
    '',
    `${verdict.kind} by ${sayRule(verdict.rule)}: ${verdict.reason}`,
    ...(contact ? [`ask: ${contact}`] : []),
    ...(verdict.kind === 'ask' ? sayRequirement(verdict.requirement) : []),
    ...sayAround(explanation),
    '',
    ...rules.map((rule) => sayLine(rule, widest)),
  ].join('\n')
}

/** The user only once, where nobody gave them another name. */
function sayActor({ name, user }: Facts['actor'], roles: readonly string[]): string {
  const held = `roles: ${roles.join(', ') || 'none'}`
  return name === user ? `${user} (${held})` : `${name} (${user}; ${held})`
}

/** Freezes that hold, and the way around all of it where this person has one. */
const sayAround = ({ freezes, mayBreakGlass, verdict }: Explanation): string[] => [
  ...freezes.map(
    ({ name, until, reason }) =>
      `freeze: ${name}${until ? `, until ${until.toISOString()}` : ''}: ${reason}`,
  ),
  ...(mayBreakGlass && verdict.kind !== 'allow' ? ['break-glass: may be used by this person'] : []),
]

function sayQuestion({ command, risk, cluster, target, size, place, at }: Facts): string {
  const kind = [target?.kind, target?.group].filter(Boolean).join('.')
  const object = [kind, target?.name].filter(Boolean).join('/')
  const namespace = target?.namespace === '*' ? 'all namespaces' : target?.namespace
  return [
    command,
    object,
    namespace && `in ${namespace}`,
    `on ${cluster.name} (${cluster.environment})`,
    size && `${size.before} to ${size.after}`,
    `risk ${risk}`,
    place.kind === 'dm' ? 'in a direct message' : `in ${place.channelId}`,
    at.toISOString(),
  ]
    .filter(Boolean)
    .join(', ')
}

const sayRule = ({ name, line }: RuleRef) =>
  line === undefined ? name : `${name} (policy line ${line})`

function sayLine({ rule, effect, match, applies, because }: ExplainedRule, widest: number): string {
  const start = `${applies ? '✓' : '·'} ${rule.name.padEnd(widest)}  ${effect.padEnd(5)}  `
  if (!because) return `${start}applies`
  const { key, wanted, seen, hint } = because
  const why = `${key} wants ${wanted}, saw ${seen}`
  if (match === 'no') return `${start}${why}`
  return `${start}${applies ? 'applies, to be safe' : 'not certain'}: ${hint ?? why}`
}
