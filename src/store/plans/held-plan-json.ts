import { z } from 'zod'
import type { HeldPlan } from '../../core/held/held-plan.ts'
import { fromRichJson, toRichJson } from '../rich-json.ts'

export const writeHeldPlan = (held: HeldPlan): string => toRichJson(held)

/** Keys of a newer version are kept as they are. Throws when it is no plan that this program knows. */
export function readHeldPlan(body: string): HeldPlan {
  return Stored.parse(fromRichJson(body))
}

const Target = z.looseObject({
  kind: z.looseObject({}),
  name: z.string(),
  uid: z.string(),
  generation: z.number(),
  labels: z.record(z.string(), z.string()),
})

const Effect = z.looseObject({
  verb: z.literal('patch'),
  target: Target,
  patch: z.array(z.looseObject({ op: z.string(), path: z.string() })),
  inverse: z.array(z.looseObject({ op: z.string(), path: z.string() })),
  changes: z.array(z.looseObject({ field: z.string() })),
  follow: z.enum(['rollout', 'none']),
})

const Plan = z.looseObject({
  id: z.string(),
  requestId: z.string(),
  command: z.string(),
  words: z.string(),
  requester: z.looseObject({
    userId: z.string(),
    teamId: z.string(),
    user: z.string(),
    groups: z.array(z.string()),
    roles: z.array(z.string()),
  }),
  cluster: z.string(),
  effects: z.array(Effect),
  warnings: z.array(z.looseObject({ code: z.string() })),
  risk: z.enum(['change', 'danger']),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  hash: z.string(),
})

const Vote = z.looseObject({
  voter: z.looseObject({ userId: z.string(), teamId: z.string(), user: z.string() }),
  choice: z.enum(['approve', 'deny']),
  at: z.string(),
  groups: z.array(z.string()),
})

const STATES = [
  'waiting',
  'approved',
  'scheduled',
  'executing',
  'ended',
  'denied',
  'cancelled',
  'expired',
  'void',
] as const

const Shape = z.looseObject({
  plan: Plan,
  state: z.enum(STATES),
  version: z.number(),
  place: z.looseObject({ teamId: z.string(), channelId: z.string() }),
  environment: z.string(),
  production: z.boolean(),
  verdict: z.looseObject({ kind: z.enum(['allow', 'ask', 'deny']), reason: z.string() }),
  votes: z.array(Vote),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

const Stored = z.custom<HeldPlan>(
  (value) => Shape.safeParse(value).success,
  'it is no plan that this version knows',
)
