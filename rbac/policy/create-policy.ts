import { ConfigError } from '../../src/core/errors.ts'
import type { Terms } from '../../src/core/judge.ts'
import type { RuleRef } from '../../src/core/verdict.ts'
import { compileAsk, type Ask } from '../approvers/compile-ask.ts'
import { compileFreeze, type CompiledFreeze } from './compile-freeze.ts'
import type { CompiledCondition } from '../matching/condition.ts'
import { conditions } from '../rules/index.ts'
import { groupsOf } from './ask-document.ts'
import type { Known } from './known.ts'
import { lintPolicy } from './lint-policy.ts'
import {
  ruleOfFreeze,
  type BreakGlassDocument,
  type PolicyDocument,
  type RuleDocument,
} from './policy.ts'
import { createHolders } from './role-holders.ts'
import { createRoles, type RolesOf } from './roles-of.ts'

/** A policy file that was read: its value, and where each part is written. */
export type PolicySource = {
  readonly value: PolicyDocument
  readonly file: string
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined
}

export type CompiledRule = {
  readonly ref: RuleRef
  readonly effect: RuleDocument['effect']
  /** Whether it lets anybody do anything: it allows, or it asks somebody else. A freeze never does. */
  readonly opens: boolean
  readonly reason: string
  readonly contact: string | undefined
  /** What it asks for; undefined in a rule that does not ask. */
  readonly ask: Ask | undefined
  readonly conditions: readonly CompiledCondition[]
}

/** A policy ready to judge by. */
export type Policy = {
  /** Freezes are rules too, behind all others. */
  readonly rules: readonly CompiledRule[]
  /** What tells which freezes hold. */
  readonly freezes: readonly CompiledFreeze[]
  /** Whom to ask when a rule names nobody. */
  readonly contact: string | undefined
  /** Names of all roles there are. */
  readonly roles: readonly string[]
  readonly rolesOf: RolesOf
  /** Who holds which role by this file. */
  readonly bindings: PolicyDocument['bindings']
  /** Channels that rules bring their questions to. */
  readonly askChannels: readonly string[]
  /** Slack user groups that give roles: whose members must be known. */
  readonly usergroups: readonly string[]
  /** Whether Slack user groups decide anything: the app then needs the scope to read them. */
  readonly needsUsergroups: boolean
  readonly breakGlass: BreakGlassDocument | undefined
  readonly terms: Terms
}

/**
 * Checks a policy against what there is (commands, clusters, roles…) and compiles it. Throws ConfigError with
 * every problem at once, each as `file:line: path: what is wrong`.
 */
export function createPolicy(source: PolicySource, known: Known = {}): Policy {
  const problems = lintPolicy(source.value, known).map(({ path, said }) => {
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    const line = source.lineOf(path) ?? 1
    return { file: source.file, line, path: where.replace(/^\./, ''), message: said }
  })
  if (problems.length > 0) throw new ConfigError(problems)
  const { freezes, roles, bindings, contact, breakGlass, terms } = source.value
  return {
    rules: compileRules(source, known),
    freezes: freezes.map(compileFreeze),
    contact,
    roles: Object.keys(roles),
    rolesOf: createRoles(bindings),
    bindings,
    askChannels: [...source.value.rules, ...freezes].flatMap(({ channel }) => channel ?? []),
    usergroups: Object.values(bindings).flatMap((bound) => bound.usergroups ?? []),
    needsUsergroups: needsUsergroups(source.value),
    breakGlass,
    terms: {
      undoMs: terms.undoWithin,
      aheadMs: terms.scheduleAhead,
      temporaryMs: terms.temporaryUpTo,
    },
  }
}

function compileRules({ value: policy, lineOf }: PolicySource, known: Known): CompiledRule[] {
  const holdersOf = createHolders(policy.bindings, known.grantedRoles)
  const compile = (rule: RuleDocument, line: number | undefined): CompiledRule => ({
    ref: { name: rule.name, ...(line !== undefined && { line }) },
    effect: rule.effect,
    opens: rule.effect === 'allow' || groupsOf(rule).length > 0,
    reason: rule.reason,
    contact: rule.contact,
    ask: rule.effect === 'ask' ? compileAsk(rule, { policy, holdersOf }) : undefined,
    conditions: compileConditions(rule),
  })
  return [
    ...policy.rules.map((rule, i) => compile(rule, lineOf(['rules', i, 'name']))),
    ...policy.freezes.map((freeze, i) => ({
      ...compile(ruleOfFreeze(freeze), lineOf(['freezes', i, 'name'])),
      opens: false,
    })),
  ]
}

function needsUsergroups({ bindings, onCall, rules, freezes }: PolicyDocument): boolean {
  const groups = [...rules, ...freezes].flatMap(groupsOf).map(({ group }) => group)
  return (
    Object.values(bindings).some(({ usergroups = [] }) => usergroups.length > 0) ||
    Object.values(onCall).some(({ usergroup }) => usergroup !== undefined) ||
    groups.some(({ usergroups = [] }) => usergroups.length > 0) ||
    // An annotation may name some.
    groups.some(({ owners }) => owners?.annotation !== undefined)
  )
}

function compileConditions(rule: RuleDocument): readonly CompiledCondition[] {
  const options: Readonly<Record<string, unknown>> = rule
  return Object.values(conditions)
    .filter(({ key }) => options[key] !== undefined)
    .map((condition) => condition.compile(options[condition.key]))
}
