import { z } from 'zod'
import { IdentitySettings } from '../../rbac/identity/identity-settings.ts'
import { isNamespace } from '../core/names.ts'
import { durationBetween } from '../core/words/duration-setting.ts'
import { ClusterSettings } from '../kube/settings.ts'
import { NotificationSettings } from '../notify/settings.ts'
import { SlackSettings } from '../slack/settings.ts'
import { AuditSettings, StoreSettings } from '../store/settings.ts'
import { checkClusterNames } from './named-clusters.ts'

const Channel = z.strictObject({
  cluster: z.string().optional().describe('Cluster meant in this channel when no -c is typed.'),
  namespace: z
    .string()
    .refine(isNamespace, 'is not a namespace: lower-case letters, digits and dashes, at most 63')
    .optional()
    .describe('Namespace meant in this channel when no -n is typed; default: `default`.'),
})

const rate = (burst: number, perSecond: number) =>
  z.strictObject({
    burst: z.int().min(1).max(10_000).default(burst).describe('Commands that may come at once.'),
    perSecond: z
      .number()
      .positive()
      .max(1000)
      .default(perSecond)
      .describe('Commands that come back per second after a burst.'),
  })

const Limits = z.strictObject({
  perUser: rate(20, 1).prefault({}).describe('How much one person may send.'),
  total: rate(100, 20).prefault({}).describe('How much everybody together may send.'),
})

const Log = z.strictObject({
  level: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Lines less important than this are left out.'),
})

const Health = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of /livez, /readyz and /metrics; 0 takes a free one and logs it.'),
})

const Metrics = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('Whether numbers for Prometheus are counted and served at /metrics.'),
})

const Approvals = z.strictObject({
  takeoverAfter: durationBetween('2s', '10m')
    .prefault('30s')
    .describe(
      'How long the process that carries out a change may be silent before another one (or the next start) looks how it ended.',
    ),
})

/** The whole configuration file. Tokens are not in it: they come from the environment. */
export const Settings = z
  .strictObject({
    slack: SlackSettings.prefault({}).describe('How to talk with Slack.'),
    clusters: z
      .array(ClusterSettings)
      .min(1)
      .describe(
        'The clusters that are served; where there are several, -c or the channel says which is meant.',
      ),
    defaultCluster: z
      .string()
      .optional()
      .describe(
        'Cluster meant where neither -c nor the channel names one; without it people are asked.',
      ),
    channels: z
      .record(z.string().regex(/^[CG][A-Z0-9]+$/, 'a channel id such as C0123456789'), Channel)
      .default({})
      .describe('Defaults per channel, by channel id (Slack: channel name, About, at the bottom).'),
    identity: IdentitySettings.describe('Who people in Slack are to Kubernetes.'),
    policy: z.string().min(1).describe('Path of the policy file, relative to this file.'),
    store: StoreSettings.prefault({}).describe('Where what must outlive a restart is kept.'),
    audit: AuditSettings.prefault({}).describe(
      'What is done with the audit trail beside keeping it.',
    ),
    approvals: Approvals.prefault({}).describe('How changes that wait are carried out.'),
    notifications: NotificationSettings.optional().describe(
      'What is told without being asked. Without this part nothing is watched.',
    ),
    limits: Limits.prefault({}).describe('How many commands are taken.'),
    log: Log.prefault({}).describe('What the program writes about itself, to standard output.'),
    health: Health.prefault({}).describe('Where probes ask how the program is.'),
    metrics: Metrics.prefault({}).describe('Numbers about the bot itself, for Prometheus.'),
  })
  .superRefine(checkClusterNames, { when: () => true })
export type Settings = z.infer<typeof Settings>
