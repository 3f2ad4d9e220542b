import { z } from 'zod'
import type { BotAction, ClusterAction, SlackAction } from './page-wire.ts'

const id = z.string().min(1).max(64)
const answer = z.union([z.string().max(40_000), z.array(z.string().max(4000)).max(200)])
const input = z.record(z.string().max(255), answer)
const element = {
  actionId: z.string().max(255),
  blockId: z.string().max(255).exactOptional(),
  value: answer.exactOptional(),
}
const address = { userId: id, channelId: id, ts: id }

/** The body of `POST /actions/slack`. */
export const slackAction: z.ZodType<SlackAction> = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('say'),
    userId: id,
    channelId: id,
    text: z.string().min(1).max(12_000),
    threadTs: id.exactOptional(),
  }),
  z.strictObject({ do: z.literal('click'), ...address, ...element }),
  z.strictObject({
    do: z.literal('click-in-modal'),
    userId: id,
    viewId: id,
    ...element,
    input: input.exactOptional(),
  }),
  z.strictObject({ do: z.literal('submit'), userId: id, viewId: id, input }),
  z.strictObject({ do: z.literal('close'), userId: id, viewId: id }),
  z.strictObject({ do: z.literal('dismiss'), ...address }),
  z.strictObject({ do: z.literal('open-dm'), userId: id }),
  z.strictObject({ do: z.literal('open-home'), userId: id }),
])

/** The body of `POST /actions/bot`. */
export const botAction: z.ZodType<BotAction> = z.strictObject({
  act: z.enum(['stop', 'start', 'restart']),
})

const name = z.string().min(1).max(253)
const workloadBreaks = [
  'crash',
  'oom',
  'bad-image',
  'stuck-rollout',
  'not-ready',
  'recover',
  'drift-image',
  'drift-replicas',
] as const

/** The body of `POST /actions/cluster`. */
export const clusterAction: z.ZodType<ClusterAction> = z.strictObject({
  cluster: name,
  action: z.discriminatedUnion('action', [
    z.strictObject({ action: z.enum(workloadBreaks), namespace: name, name }),
    z.strictObject({ action: z.enum(['lose-node', 'recover-node']), node: name }),
    z.strictObject({ action: z.enum(['storm', 'recover-all']) }),
  ]),
})
