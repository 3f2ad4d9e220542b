import type { Facts } from '../../src/core/judge.ts'
import type { RuleRef } from '../../src/core/verdict.ts'
import type { ExplainedRule, Explanation } from './explain.ts'

/** An explanation for a terminal: what was asked, the verdict, then rule by rule why. */
export function sayExplanation({ facts, roles, verdict, rules }: Explanation): string {
  const contact = verdict.kind === 'deny' && verdict.contact
  const approvers = verdict.kind === 'ask' && verdict.approvers.join(', ')
  const widest = Math.max(0, ...rules.map(({ rule }) => rule.name.length))
  return [
    `${facts.actor.name} (${facts.actor.user}; roles: ${roles.join(', ') || 'none'})`,
    sayQuestion(facts),
    '',
    `${verdict.kind} by ${sayRule(verdict.rule)}: ${verdict.reason}`,
    ...(contact ? [`ask: ${contact}`] : []),
    ...(approvers ? [`approvers: ${approvers}`] : []),
    '',
    ...rules.map((rule) => sayLine(rule, widest)),
  ].join('\n')
}

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
