import { z } from 'zod'
import { durationBetween } from '../../src/core/words/duration-setting.ts'
import { compilesAsPattern } from '../../src/expression/pattern.ts'
import { ChannelId, KebabName, SlackUserId, UsergroupId } from './ids.ts'

const MetadataKey = z
  .string()
  .max(317)
  .regex(
    /^(?:[a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    'is not the key of a label or annotation such as deckwatch.io/owners',
  )

const RoleTemplate = z
  .string()
  .max(100)
  .regex(
    /^[a-z0-9-]*\{value\}[a-z0-9-]*$/,
    "is not a role with {value} in it, such as '{value}-owners'",
  )

const Owners = z
  .strictObject({
    annotation: MetadataKey.optional().describe(
      'Key of the annotation that lists Slack user ids, Slack user group ids or roles, by comma',
    ),
    label: MetadataKey.optional().describe('Key of the label that names a role'),
    role: RoleTemplate.optional().describe(
      "The role that the label's value names; default '{value}'",
    ),
  })
  .refine(({ annotation, label }) => (annotation === undefined) !== (label === undefined), {
    error: 'needs either annotation or label',
  })
  .refine(({ annotation, role }) => annotation === undefined || role === undefined, {
    path: ['role'],
    error: 'goes with label; an annotation lists roles as they are',
  })
export type OwnersDocument = z.infer<typeof Owners>

const Group = z.strictObject({
  name: KebabName.optional().describe(
    'What people call this group; needed where there are several',
  ),
  roles: z.array(KebabName).optional(),
  users: z.array(SlackUserId).optional().describe('Slack user ids'),
  groups: z.array(z.string().min(1)).optional().describe('Kubernetes groups of the mapped user'),
  usergroups: z.array(UsergroupId).optional().describe('Slack user group ids'),
  owners: Owners.optional().describe('Whoever a label or annotation of the object names'),
  onCall: KebabName.optional().describe('Whoever is on duty: a name under onCall'),
  count: z.int().min(1).max(20).default(1).describe('How many of them must agree'),
  deny: z
    .int()
    .min(0)
    .max(20)
    .default(1)
    .describe('How many of them end it by denying; 0: their denials end nothing'),
})
export type GroupDocument = z.infer<typeof Group>

const Pattern = z.string().min(1).max(200).refine(compilesAsPattern, {
  error: 'is not a pattern that RE2 knows (no look-around, no back-references)',
})

const RequireReason = z.literal(true).or(
  z.strictObject({
    pattern: Pattern.describe('The reason must hold this, e.g. INC-[0-9]+'),
    hint: z.string().trim().min(1).max(100).optional().describe('What to write, for people'),
  }),
)

/** The keys of a rule that say who must agree before, and what the requester must give. */
export const askShape = {
  approvers: Group.or(z.array(Group).min(1).max(10))
    .optional()
    .describe('One group, or several that must all agree'),
  requireReason: RequireReason.optional().describe('The requester says why, with --reason'),
  confirm: z
    .enum(['object', 'cluster'])
    .optional()
    .describe("The requester types the object's or the cluster's name"),
  waitFor: durationBetween('1m', '7d')
    .optional()
    .describe('How long a request may wait for votes; default 1h'),
  useWithin: durationBetween('1m', '24h')
    .optional()
    .describe('How long after the deciding vote it may begin; default 15m'),
  channel: ChannelId.optional().describe('Where the card goes; default: where it was asked for'),
}

const Ask = z.strictObject(askShape)
export type AskDocument = z.infer<typeof Ask>

/** The groups of a rule, each with where it is written. */
export function groupsOf({ approvers }: AskDocument) {
  if (approvers === undefined) return []
  return 'length' in approvers
    ? approvers.map((group, index) => ({ group, path: ['approvers', index] }))
    : [{ group: approvers, path: ['approvers'] }]
}
