import { z } from 'zod'
import { durationBetween } from '../core/words/duration-setting.ts'
import type { Detector } from '../core/finding.ts'
import { matchesAny } from '../core/glob.ts'
import { isNamespace } from '../core/names.ts'
import { ConditionsSettings } from './condition-settings.ts'
import { ChangeSettings } from './changes/change-settings.ts'
import { AlertmanagerSettings } from './alerts/settings.ts'
import { checkRoutes } from './routes/check-routes.ts'
import { ChannelId, Patterns, QuietHours, Route } from './routes/route-settings.ts'

const Deadman = z.strictObject({
  every: durationBetween('10s', '1h')
    .prefault('1m')
    .describe('How often it is pinged while all is well.'),
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET').describe('HTTP method of a ping.'),
})

/** The `notifications` part of the configuration file. Without it nothing is watched. */
export const NotificationSettings = z
  .strictObject({
    channel: ChannelId.describe('Channel id for everything that no route takes.'),
    routes: z
      .array(Route)
      .max(200)
      .default([])
      .describe(
        'Where incidents are told: the first that fits, and more after one that continues.',
      ),
    quietHours: z
      .record(z.string().min(1).max(60), QuietHours)
      .optional()
      .describe('Hours in which routes keep back what is not bad enough, by name.'),
    objectChannels: Patterns.optional().describe(
      'Ids of channels that objects and namespaces may name; `*` lets them name every channel that the bot is in.',
    ),
    detectors: z
      .strictObject({
        off: Patterns.optional().describe('Detectors that are not used.'),
      })
      .prefault({})
      .describe('What is looked for.'),
    conditions: ConditionsSettings,
    deadman: Deadman.optional().describe(
      'A dead man’s switch: somebody who raises the alarm when the bot does not ping. The address is `DECKWATCH_DEADMAN_URL` in the environment.',
    ),
    changes: ChangeSettings.optional().describe('Changes of workloads are told too.'),
    alertmanager: AlertmanagerSettings.optional().describe(
      'Alerts of an Alertmanager that are told too; its token is `DECKWATCH_ALERTMANAGER_TOKEN` in the environment.',
    ),
    namespaces: z
      .array(z.string().refine(isNamespace, 'is not a namespace'))
      .min(1)
      .optional()
      .describe(
        'Only these namespaces are watched, where the bot may not watch all; kinds without a namespace are left out then.',
      ),
  })
  .superRefine(checkRoutes)
export type NotificationSettings = z.infer<typeof NotificationSettings>

/** Those that the operator left on. */
export const usedDetectors = (
  detectors: readonly Detector[],
  { detectors: { off } }: Pick<NotificationSettings, 'detectors'>,
): readonly Detector[] => detectors.filter(({ id }) => off === undefined || !matchesAny(off, id))
