import { z } from 'zod'
import { Glob } from '../../core/glob.ts'
import { TimeWindow } from '../../core/windows/time-window.ts'
import { durationBetween } from '../../core/words/duration-setting.ts'

export const ChannelId = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, 'a channel id such as C0123456789, not its name')

export const Patterns = z.array(Glob).min(1)

const Severities = z.enum(['info', 'warning', 'critical'])
const Name = z.string().min(1).max(60)
const Pairs = z.record(z.string().min(1).max(317), z.string().max(253))

const Escalation = z
  .strictObject({
    after: durationBetween('1m', '7d').describe('How long nobody acknowledged it.'),
    channel: ChannelId.optional().describe('Channel id where it is told too.'),
    users: z
      .array(z.string().regex(/^[UW][A-Z0-9]+$/, 'a user id such as U0123456789'))
      .min(1)
      .max(20)
      .optional()
      .describe('Ids of people who are called.'),
    groups: z
      .array(z.string().regex(/^S[A-Z0-9]+$/, 'a user group id such as S0123456789'))
      .min(1)
      .max(5)
      .optional()
      .describe('Ids of Slack user groups that are called.'),
  })
  .refine(({ channel, users, groups }) => Boolean(channel ?? users ?? groups), {
    error: 'calls nobody: name a channel, users or groups',
  })

/** One route: what it takes, and where that is told. */
export const Route = z
  .strictObject({
    name: Name.optional().describe('What the messages call this route.'),
    clusters: Patterns.optional().describe('Names of clusters; `*` is any run of characters.'),
    namespaces: Patterns.optional().describe(
      'Namespaces; what has none (a node) fits only a route without this.',
    ),
    severities: z.array(Severities).min(1).optional().describe('How bad it is.'),
    detectors: Patterns.optional().describe('Ids of detectors, as docs/detectors.md lists them.'),
    causes: Patterns.optional().describe(
      'Kinds of trouble, or known failure modes, as docs/detectors.md lists them.',
    ),
    labels: Pairs.optional().describe(
      'Labels that what it is told about must have; `*` fits any value.',
    ),
    annotations: Pairs.optional().describe(
      'Annotations that it must have, e.g. who owns it; `*` fits any value.',
    ),
    channel: ChannelId.optional().describe('Channel id where it is told.'),
    channelFrom: z
      .literal('object')
      .optional()
      .describe(
        '`object`: the channel that its annotation `deckwatch.io/channel` names, or that label or annotation of its namespace. Only what `objectChannels` lists counts; `channel` is for the rest.',
      ),
    continue: z
      .boolean()
      .optional()
      .describe('Later routes may take it as well: it is told in every channel, once in each.'),
    quiet: Name.optional().describe('Name of the quiet hours that this route keeps.'),
    escalate: z
      .array(Escalation)
      .min(1)
      .max(10)
      .optional()
      .describe('Who is called when nobody acknowledges it.'),
  })
  .refine(({ channel, channelFrom }) => Boolean(channel ?? channelFrom), {
    error: 'leads nowhere: name a channel',
  })
  .refine(({ name, quiet, escalate }) => name !== undefined || !(quiet ?? escalate), {
    path: ['name'],
    error: 'is needed with quiet or escalate: what waits remembers its route by name',
  })
export type Route = z.infer<typeof Route>
export type EscalationStep = z.infer<typeof Escalation>

/** When a route tells only what is bad enough. */
export const QuietHours = z.strictObject({
  windows: z.array(TimeWindow).min(1).describe('When it is quiet: zone, days, from, to.'),
  breaksThrough: Severities.default('critical').describe(
    'What is so bad or worse is told at once.',
  ),
})
