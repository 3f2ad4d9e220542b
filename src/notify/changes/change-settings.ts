import { z } from 'zod'
import { CHANGED_FIELDS } from '../../core/incidents/seen-change.ts'
import { ChannelId, Patterns } from '../routes/route-settings.ts'

/** Which changes of workloads are told, and where. */
export const ChangeSettings = z.strictObject({
  channel: ChannelId.optional().describe(
    'Channel id for changes; without it the routes say where, as for what is `info`.',
  ),
  namespaces: Patterns.optional().describe('Only of workloads in these namespaces.'),
  fields: z
    .array(z.enum(CHANGED_FIELDS))
    .min(1)
    .default(CHANGED_FIELDS.filter((field) => field !== 'autoscaling'))
    .describe(
      'What is told; `autoscaling` are replicas that an autoscaler sets, left out unless named.',
    ),
})
export type ChangeSettings = z.infer<typeof ChangeSettings>
