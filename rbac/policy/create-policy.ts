import { ConfigError } from '../../src/core/errors.ts'
import type { RuleRef } from '../../src/core/verdict.ts'
import type { CompiledCondition } from '../matching/condition.ts'
import { lintPolicy, type Known } from './lint-policy.ts'
import type { ApproversDocument, PolicyDocument, RuleDocument } from './policy.ts'
import { createRoles, type RolesOf } from './roles-of.ts'
import { conditions } from '../rules/index.ts'

/** A policy file that was read: its value, and where each part is written. */
export type PolicySource = {
  readonly value: PolicyDocument
  readonly file: string
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined
}

export type CompiledRule = {
  readonly ref: RuleRef
  readonly effect: RuleDocument['effect']
  readonly reason: string
  readonly contact: string | undefined
  readonly approvers: ApproversDocument | undefined
  readonly conditions: readonly CompiledCondition[]
}

/** A policy ready to judge by. */
export type Policy = {
  readonly rules: readonly CompiledRule[]
  /** Whom to ask when a rule names nobody. */
  readonly contact: string | undefined
  /** Names of all roles there are. */
  readonly roles: readonly string[]
  readonly rolesOf: RolesOf
  /** Slack user groups that give roles: whose members must be known. */
  readonly usergroups: readonly string[]
}

/**
 * Checks a policy against what there is (commands, clusters, roles…) and compiles it. Throws ConfigError with
 * every problem at once, each as `file:line: path: what is wrong`.
 */
export function createPolicy(source: PolicySource, known: Known = {}): Policy {
  const problems = lintPolicy(source.value, known).map(({ path, said }) => {
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    return `${source.file}:${source.lineOf(path) ?? 1}: ${where.replace(/^\./, '')}: ${said}`
  })
  if (problems.length > 0) throw new ConfigError(problems)
  const { rules, roles, bindings, contact } = source.value
  return {
    rules: rules.map((rule, i) => compileRule(rule, source.lineOf(['rules', i, 'name']))),
    contact,
    roles: Object.keys(roles),
    rolesOf: createRoles(bindings),
    usergroups: Object.values(bindings).flatMap((bound) => bound.usergroups ?? []),
  }
}

function compileRule(rule: RuleDocument, line: number | undefined): CompiledRule {
  const options: Readonly<Record<string, unknown>> = rule
  const { name, effect, reason, contact, approvers } = rule
  return {
    ref: { name, ...(line !== undefined && { line }) },
    effect,
    reason,
    contact,
    approvers,
    conditions: Object.values(conditions)
      .filter(({ key }) => options[key] !== undefined)
      .map((condition) => condition.compile(options[condition.key])),
  }
}
