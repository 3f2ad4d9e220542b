import type { z } from 'zod'
import type { Facts } from '../../src/core/judge.ts'

/** What a rule's condition looks at. */
export type Scene = {
  readonly facts: Facts
  /** Every role of the person: from the identity map and from the policy's bindings. */
  readonly roles: ReadonlySet<string>
  /** True for "could it ever": target and size are not known yet. */
  readonly open: boolean
}

/**
 * `unsure`: the facts do not settle it (every namespace was asked for, labels were not read, `when` broke).
 * An allow rule needs `yes`; a deny or ask rule applies unless `no`. So doubt never opens a door.
 */
export type Match = 'yes' | 'no' | 'unsure'

export type Finding = {
  readonly match: Match
  /** What the facts said, for people. */
  readonly seen: string
  /** Why it is unsure, and what to do about it. */
  readonly hint?: string
}

export type Look = (scene: Scene) => Finding

type Definition<Option> = {
  /** The rule's key in the policy file. */
  readonly key: string
  /** What it means, in a sentence; editors show it. */
  readonly help: string
  readonly option: z.ZodType<Option>
  readonly wanted: (option: Option) => string
  readonly look: (option: Option) => Look
}

/** One kind of condition: its option in the file, and how it looks at a scene. Its option type is sealed inside. */
export type Condition<Option = unknown> = {
  readonly key: string
  readonly option: z.ZodType<Option>
  compile(option: unknown): CompiledCondition
}

export type CompiledCondition = {
  readonly key: string
  readonly wanted: string
  readonly look: Look
}

export function defineCondition<Option>(definition: Definition<Option>): Condition<Option> {
  const { key, option: schema } = definition
  return {
    key,
    option: schema.describe(definition.help),
    compile(raw) {
      const option = schema.parse(raw)
      return { key, wanted: definition.wanted(option), look: definition.look(option) }
    },
  }
}

/** A finding that the facts settle. */
export const settled = (matches: boolean, seen: string): Finding => ({
  match: matches ? 'yes' : 'no',
  seen,
})

export const unsure = (seen: string, hint: string): Finding => ({ match: 'unsure', seen, hint })
