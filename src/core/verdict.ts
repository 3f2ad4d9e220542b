import type { Requirement } from './requirement.ts'

/** Where a verdict came from. `line` is the rule's line in the policy file, when known. */
export type RuleRef = { readonly name: string; readonly line?: number }

/** What policy says of one thing. Always with a reason for people and the rule that gave it. */
export type Verdict =
  | { readonly kind: 'allow'; readonly rule: RuleRef; readonly reason: string }
  | {
      readonly kind: 'ask'
      readonly rule: RuleRef
      readonly reason: string
      /** Who must approve: groups or people, as the policy names them. */
      readonly approvers: readonly string[]
      /** The same and more, to hold the plan by: all rules that ask, put together. */
      readonly requirement: Requirement
    }
  | {
      readonly kind: 'deny'
      readonly rule: RuleRef
      readonly reason: string
      /** Whom to ask, where the policy says. */
      readonly contact?: string
    }
