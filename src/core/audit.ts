import { z } from 'zod'

const Rule = z.object({ name: z.string(), line: z.number().optional() })
const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** An object that a record is about. */
const AuditTarget = z.object({
  group: z.string(),
  resource: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  uid: z.string().optional(),
})
export type AuditTarget = z.infer<typeof AuditTarget>

const AuditVote = z.object({
  userId: z.string(),
  user: z.string(),
  choice: z.enum(['approve', 'deny']),
  reason: z.string().optional(),
})

/**
 * What is put on record. `intent` comes before anything is sent, `outcome` after, `refusal` instead of both. A plan
 * that waits begins with `request`; each `vote` and the `decision` (approved, denied, cancelled, expired, void) follow.
 * `review` closes the use of break-glass. `attention` is what somebody did about an incident: acknowledged, assigned,
 * muted. `configuration` is a change of the operators' files, applied or refused. `actor` is who did what the record tells: the voter of a vote.
 */
export const AuditEntry = z.object({
  kind: z.enum([
    'request',
    'vote',
    'decision',
    'intent',
    'outcome',
    'refusal',
    'review',
    'attention',
    'configuration',
  ]),
  at: z.string(),
  /** Id of the request that led to it: of a vote its own, of what time brought that of the plan. */
  request: z.string(),
  actor: z.object({
    userId: z.string(),
    teamId: z.string(),
    user: z.string(),
    groups: z.array(z.string()),
  }),
  command: z.string(),
  cluster: z.string(),
  targets: z.array(AuditTarget),
  verdict: z
    .object({ kind: z.enum(['allow', 'ask', 'deny']), rule: Rule, reason: z.string() })
    .optional(),
  plan: z.object({ id: z.string(), hash: z.string() }).optional(),
  /** `object` counts in `targets`. */
  changes: z
    .array(
      z.object({ object: z.number(), field: z.string(), before: FieldValue, after: FieldValue }),
    )
    .optional(),
  outcome: z.object({ kind: z.string(), why: z.string().optional() }).optional(),
  /** The API server's own audit ids. */
  auditIds: z.array(z.string()).optional(),
  /** Why, in the words of the actor. */
  reason: z.string().optional(),
  /** Those that counted. */
  votes: z.array(AuditVote).optional(),
  /** What became of a plan that waited. */
  decision: z.string().optional(),
  /** Around policy. */
  breakGlass: z.boolean().optional(),
  /** The plan that this one takes back. */
  undoes: z.string().optional(),
  /** What the attention is for, or taken from. */
  incident: z.string().optional(),
  mute: z.object({ id: z.string(), what: z.string(), until: z.string() }).optional(),
  assignee: z.object({ userId: z.string(), user: z.string() }).optional(),
  /** Hashes of configuration and policy, and what was different: names and paths, no values. */
  configuration: z
    .object({
      before: z.string(),
      after: z.string(),
      changed: z.array(z.string()),
      done: z.array(z.string()),
    })
    .optional(),
  /** The message in Slack that told it. */
  permalink: z.string().optional(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** An entry in its place in the chain: `hash` is SHA-256 over `prevHash` and the canonical JSON of the rest. */
export const AuditRecord = AuditEntry.extend({
  seq: z.number(),
  prevHash: z.string(),
  hash: z.string(),
})
export type AuditRecord = z.infer<typeof AuditRecord>

/** A change that was asked for, from its first record to its last as far as it came; or attention to an incident. */
export type AuditedChange = {
  /** The first: `request` of a plan that waited, `intent` of one that did not, `refusal` or `attention`. */
  readonly record: AuditRecord
  /** Oldest first, every one that was given: later ones of the same person replace earlier ones. */
  readonly votes?: readonly AuditRecord[]
  readonly decision?: AuditRecord
  /** The `outcome`. */
  readonly ended?: AuditRecord
  /** Every later record of its plan, oldest first: those above, the intent of one that waited, the review. */
  readonly later?: readonly AuditRecord[]
}

export type AuditQuery = {
  readonly cluster: string
  readonly object?: Pick<AuditTarget, 'group' | 'resource' | 'namespace' | 'name'>
  readonly namespace?: string
  /** A Slack user id or a Kubernetes user. */
  readonly by?: string
  readonly since?: Date
  /** Only the plan of this id. */
  readonly plan?: string
  /** Only what the request of this id asked for, or had its part in: a vote leads to its plan. */
  readonly request?: string
  /** Only what is older than the record of this number. */
  readonly before?: number
  readonly limit: number
}

/** Port: what was put on record, newest first. Throws UnavailableError. */
export type AuditLog = { find(query: AuditQuery): Promise<readonly AuditedChange[]> }
