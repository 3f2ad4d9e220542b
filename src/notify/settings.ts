import { z } from 'zod'
import type { Detector } from '../core/finding.ts'
import { Glob, matchesAny } from '../core/glob.ts'
import { isNamespace } from '../core/names.ts'

const ChannelId = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, 'a channel id such as C0123456789, not its name')

const Patterns = z.array(Glob).min(1)

const Route = z.strictObject({
  name: z.string().min(1).max(60).optional().describe('What the messages call this route.'),
  clusters: Patterns.optional().describe('Names of clusters; `*` is any run of characters.'),
  namespaces: Patterns.optional().describe(
    'Namespaces; what has none (a node) fits only a route without this.',
  ),
  severities: z
    .array(z.enum(['info', 'warning', 'critical']))
    .min(1)
    .optional()
    .describe('How bad it is.'),
  detectors: Patterns.optional().describe('Ids of detectors, as docs/detectors.md lists them.'),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .describe('Labels that what it is told about must have; `*` fits any value.'),
  channel: ChannelId.describe('Channel id where it is told.'),
})

/** The `notifications` part of the configuration file. Without it nothing is watched. */
export const NotificationSettings = z.strictObject({
  channel: ChannelId.describe('Channel id for everything that no route takes.'),
  routes: z
    .array(Route)
    .max(200)
    .default([])
    .describe('Where incidents are told: the first that fits.'),
  detectors: z
    .strictObject({
      off: Patterns.optional().describe('Detectors that are not used.'),
    })
    .prefault({})
    .describe('What is looked for.'),
  namespaces: z
    .array(z.string().refine(isNamespace, 'is not a namespace'))
    .min(1)
    .optional()
    .describe(
      'Only these namespaces are watched, where the bot may not watch all; kinds without a namespace are left out then.',
    ),
})
export type NotificationSettings = z.infer<typeof NotificationSettings>
export type Route = z.infer<typeof Route>

/** Those that the operator left on. */
export const usedDetectors = (
  detectors: readonly Detector[],
  { detectors: { off } }: Pick<NotificationSettings, 'detectors'>,
): readonly Detector[] => detectors.filter(({ id }) => off === undefined || !matchesAny(off, id))
