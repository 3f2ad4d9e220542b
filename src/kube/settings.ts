import { z } from 'zod'
import { isNamespace } from '../core/names.ts'
import { DurationSetting } from '../core/words/duration-setting.ts'

const duration = (byDefault: string, description: string) =>
  DurationSetting.prefault(byDefault).describe(description)

const Timeouts = z.strictObject({
  connect: duration('5s', 'How long opening a connection may take.'),
  read: duration('20s', 'How long one read may take, with its waiting and its retries.'),
  write: duration('30s', 'How long one write may take; it is never repeated.'),
  logs: duration('30s', 'How long reading the log of one container may take.'),
  credentials: duration('10s', 'How long an exec plugin or a token refresh may take.'),
})

const SelfTest = z.strictObject({
  user: z.string().min(1).describe('A Kubernetes user that the bot may impersonate.'),
  groups: z
    .array(z.string().min(1))
    .min(2)
    .refine((groups) => !groups.includes('system:masters'), 'system:masters is never impersonated')
    .describe('Two or more groups it may impersonate.'),
})

/** One cluster that Deckwatch serves, as the configuration file says it. */
export const ClusterSettings = z
  .strictObject({
    name: z
      .string()
      .refine(isNamespace, 'expected lower-case letters, digits and dashes, at most 63')
      .describe('What people type behind -c; lower-case letters, digits and dashes.'),
    description: z.string().optional().describe('One line for people, shown by `clusters`.'),
    environment: z
      .string()
      .min(1)
      .default('default')
      .describe('Where it stands, e.g. staging; shown in every answer, and policy can ask for it.'),
    production: z
      .boolean()
      .default(false)
      .describe('True marks it in every answer, and policy can ask for it.'),
    kubeconfig: z
      .string()
      .min(1)
      .optional()
      .describe('Path of the kubeconfig; default: KUBECONFIG, then ~/.kube/config.'),
    context: z
      .string()
      .min(1)
      .optional()
      .describe('Context in the kubeconfig; default: its current context.'),
    inCluster: z
      .literal(true)
      .optional()
      .describe('Use the service account of the pod that Deckwatch runs in.'),
    timeouts: Timeouts.prefault({}).describe('Deadlines, e.g. 15s.'),
    maxConcurrent: z
      .int()
      .min(1)
      .max(256)
      .default(16)
      .describe('Most calls at once, which is also the most connections.'),
    maxWaiting: z
      .int()
      .min(0)
      .max(10_000)
      .default(1000)
      .describe('Most calls that wait for their turn; more are refused at once.'),
    selfTest: SelfTest.optional().describe(
      'Whom to impersonate when proving at start that impersonation works; default: what the bot’s own rights name.',
    ),
  })
  .refine((settings) => !settings.inCluster || (!settings.kubeconfig && !settings.context), {
    message: 'inCluster cannot be combined with kubeconfig or context',
    path: ['inCluster'],
  })

export type ClusterSettings = z.infer<typeof ClusterSettings>
