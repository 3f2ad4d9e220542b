import { z } from 'zod'
import { Glob } from '../../core/glob.ts'
import { durationBetween } from '../../core/words/duration-setting.ts'
import { ROLES } from './roles.ts'

const LabelName = z.string().min(1).max(200)

/** The `notifications.alertmanager` part of the configuration file: the token comes from the environment. */
export const AlertmanagerSettings = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(9095)
    .describe('Port for `POST /alertmanager`; 0 takes a free one and logs it.'),
  clusterLabel: LabelName.default('cluster').describe('Label of an alert that names its cluster.'),
  cluster: z
    .string()
    .optional()
    .describe(
      'Cluster of alerts without that label; without it, the one that is served where there is one only.',
    ),
  clusters: z
    .record(z.string(), z.string())
    .default({})
    .describe('What alerts call a cluster, and what it is called here, where the two differ.'),
  labels: z
    .partialRecord(z.enum(ROLES), z.array(LabelName).min(1))
    .default({})
    .describe('Labels that name an object of a kind, in place of the usual ones.'),
  severityLabel: LabelName.default('severity').describe('Label that says how bad it is.'),
  severities: z
    .record(z.string(), z.enum(['info', 'warning', 'critical']))
    .default({})
    .describe(
      'What the values of that label mean, beside the usual words; an unknown one is a warning.',
    ),
  ignore: z
    .array(Glob)
    .default(['Watchdog', 'InfoInhibitor'])
    .describe('Names of alerts that are no incidents.'),
  forgetAfter: durationBetween('10m', '7d')
    .prefault('12h')
    .describe(
      'One that fires and is not heard of for so long is over: longer than the `repeat_interval` of Alertmanager.',
    ),
  watchdog: durationBetween('1m', '1d')
    .optional()
    .describe(
      'Tells when an alert named `Watchdog` was heard once and then not for so long: Prometheus or Alertmanager is down.',
    ),
})
export type AlertmanagerSettings = z.infer<typeof AlertmanagerSettings>
