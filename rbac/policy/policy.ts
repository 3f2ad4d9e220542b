import { z } from 'zod'
import { KebabName, SlackUserId, UsergroupId } from './ids.ts'
import { conditionShape } from '../rules/index.ts'

const Text = z.string().trim().min(1).max(300)

const Role = z.strictObject({ description: Text.optional() })

const Binding = z.strictObject({
  users: z.array(SlackUserId).optional().describe('Slack user ids'),
  usergroups: z.array(UsergroupId).optional().describe('Slack user group ids'),
  groups: z.array(z.string().min(1)).optional().describe('Kubernetes groups of the mapped user'),
})

const Approvers = z
  .strictObject({
    roles: z.array(KebabName).optional(),
    users: z.array(SlackUserId).optional(),
    count: z.int().min(1).max(20).default(1).describe('How many of them must agree'),
  })
  .refine(({ roles = [], users = [] }) => roles.length + users.length > 0, {
    error: 'names nobody: give roles or users',
  })

const Rule = z.strictObject({
  name: KebabName,
  effect: z.enum(['allow', 'ask', 'deny']),
  reason: Text.describe('Shown to people; for a denial the reason and the way on'),
  contact: Text.optional().describe('Whom to ask; shown with a denial'),
  approvers: Approvers.optional(),
  ...conditionShape,
})

/** The policy file: who may do what. Strict; no opinion is a denial. */
export const PolicyDocument = z.strictObject({
  contact: Text.optional().describe('Whom to ask when a rule names nobody'),
  roles: z.record(KebabName, Role).default({}),
  bindings: z.record(KebabName, Binding).default({}),
  rules: z.array(Rule).min(1),
})
export type PolicyDocument = z.infer<typeof PolicyDocument>
export type RuleDocument = PolicyDocument['rules'][number]
export type ApproversDocument = z.infer<typeof Approvers>
