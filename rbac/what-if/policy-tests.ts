import { z } from 'zod'
import { KebabName, SlackUserId, UsergroupId } from '../policy/ids.ts'

const As = z.strictObject({
  slackId: SlackUserId.default('U000TEST'),
  user: z.string().min(1).optional().describe('Kubernetes user; default: the mapped one'),
  groups: z.array(z.string().min(1)).default([]).describe('Kubernetes groups'),
  usergroups: z.array(UsergroupId).default([]).describe('Slack user groups'),
  roles: z.array(KebabName).default([]).describe('Roles besides those that the policy gives'),
})

const Size = z.strictObject({
  before: z.int().min(0).default(1),
  after: z.int().min(0),
})

const PolicyTest = z
  .strictObject({
    name: z.string().min(1).max(200),
    as: As.prefault({}),
    words: z.string().min(1).optional().describe('As typed, e.g. scale deploy/web 0 -n shop'),
    command: z.string().min(1).optional().describe('Instead of words: the command’s name'),
    risk: z.enum(['read', 'change', 'danger']).optional(),
    cluster: z.string().min(1).default('test'),
    environment: z.string().min(1).optional().describe('Default: that of the cluster'),
    namespace: z.string().min(1).optional().describe('`*` for all namespaces'),
    object: z.string().min(1).optional().describe('The object’s name'),
    kind: z.string().min(1).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    size: Size.optional(),
    at: z.iso.datetime({ offset: true }).default('2026-01-14T12:00:00Z'),
    channel: z.string().min(1).default('dm').describe('Slack channel id, or dm'),
    expect: z.enum(['allow', 'ask', 'deny']),
    rule: z.string().min(1).optional().describe('The rule that must have given the verdict'),
    groups: z
      .array(z.string().min(1))
      .optional()
      .describe('Names of all groups that must agree, in any order'),
    confirm: z.enum(['object', 'cluster']).optional().describe('The name that must be typed'),
    reason: z.boolean().optional().describe('Whether the requester must say why'),
  })
  .refine(({ words, command }) => (words === undefined) !== (command === undefined), {
    error: 'needs either words or command',
  })
  .refine((test) => test.expect === 'ask' || !asksMore(test), {
    path: ['expect'],
    error: 'must be ask where groups, confirm or reason are given',
  })

function asksMore({
  groups,
  confirm,
  reason,
}: {
  groups?: unknown
  confirm?: unknown
  reason?: unknown
}) {
  return [groups, confirm, reason].some((given) => given !== undefined)
}

/** The file of `deckwatch policy test`: cases, each with the verdict that is right. */
export const PolicyTestsDocument = z.strictObject({
  tests: z.array(PolicyTest).min(1).max(2000),
})
export type PolicyTestsDocument = z.infer<typeof PolicyTestsDocument>
export type PolicyTest = PolicyTestsDocument['tests'][number]
