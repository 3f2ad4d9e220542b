import type { Facts } from '../../src/core/judge.ts'
import type { Match } from '../matching/condition.ts'
import type { CompiledRule, Policy } from './create-policy.ts'

/** What is known of a deed before anybody wants it: a command, how much it can break, perhaps a kind. */
export type Deed = Pick<Facts, 'command' | 'risk'> & {
  readonly kind?: { readonly kind: string; readonly group: string }
}

const KNOWN: readonly string[] = ['commands', 'risk', 'kinds']

/** Whether this policy lets anybody do it at all, at some time and in some place. */
export function couldEver(policy: Policy, deed: Deed): boolean {
  const isOpened = policy.rules.some((rule) => rule.opens && matchOf(rule, deed) !== 'no')
  return isOpened && !policy.rules.some((rule) => isShut(rule, deed))
}

/** A denial that looks at nothing else. */
const isShut = (rule: CompiledRule, deed: Deed): boolean =>
  rule.effect === 'deny' &&
  rule.conditions.every(({ key }) => KNOWN.includes(key)) &&
  matchOf(rule, deed) === 'yes'

function matchOf({ conditions }: CompiledRule, { kind, ...deed }: Deed): Match {
  const target = kind && { kind: kind.kind, group: kind.group }
  const facts: Facts = { ...NOBODY, ...deed, ...(target && { target }) }
  const scene = { facts, open: target === undefined, roles: new Set<string>() }
  const found = conditions
    .filter(({ key }) => KNOWN.includes(key))
    .map(({ look }) => look(scene).match)
  if (found.includes('no')) return 'no'
  return found.includes('unsure') ? 'unsure' : 'yes'
}

/** None of this is looked at. */
const NOBODY = {
  actor: { userId: '', teamId: '', name: '', user: '', groups: [], roles: [] },
  cluster: { name: '', environment: '' },
  place: { channelId: '', kind: 'channel' },
  at: new Date(0),
} as const
