import { z } from 'zod'
import type { JsonObject } from '../block-kit/json.ts'
import { parseJson } from '../block-kit/json.ts'
import { problems } from '../block-kit/problems.ts'
import type { Announce } from '../delivery/announce.ts'
import type { World } from '../world/world.ts'
import { explained } from './api-error.ts'
import type { Tier } from './rate-limits.ts'

export type MethodContext = {
  readonly world: World
  /** Tells the bot what happened, as events. */
  readonly announce: Announce
  readonly scopes: ReadonlySet<string>
  /** A fresh Socket Mode address. */
  readonly openSocket: () => string
}

type Declaration<S extends z.ZodType> = {
  readonly name: string
  readonly tier: Tier
  /** Which token it takes; default: the bot's. */
  readonly token?: 'bot' | 'app'
  /** All of these are needed. */
  readonly scopes?: readonly string[]
  readonly args: S
  /** Answers without `ok`; throws ApiError. */
  readonly run: (args: z.infer<S>, context: MethodContext) => JsonObject
}

export type Method = Omit<Required<Declaration<z.ZodType>>, 'run' | 'args'> & {
  readonly run: (args: JsonObject, context: MethodContext) => JsonObject
}

/** Declares one Web API method; its argument types are sealed inside. */
export function defineMethod<S extends z.ZodType>(declaration: Declaration<S>): Method {
  const { name, tier, token = 'bot', scopes = [], args: schema, run } = declaration
  return {
    name,
    tier,
    token,
    scopes,
    run(args, context) {
      const parsed = schema.safeParse(args, { reportInput: true })
      if (!parsed.success) throw explained('invalid_arguments', problems(parsed.error.issues, ''))
      return run(parsed.data, context)
    },
  }
}

/** Form bodies carry everything as text, JSON bodies as it is: these read both. */
export const flag = z
  .union([z.boolean(), z.string()])
  .transform((value) => value === true || value === 'true' || value === '1')

export const count = z.coerce.number().int().min(1).max(1000)

export const json = z.unknown().transform((value) => {
  return typeof value === 'string' ? parseJson(value) : value
})
