import { z } from 'zod'
import type { ClusterHealth } from '../core/cluster.ts'
import type { StatusReport } from '../core/status.ts'
import { plain } from '../core/text.ts'
import type { WatchState } from '../core/watched.ts'

const When = z.iso.datetime()

const Trouble = z.object({
  what: z.string(),
  since: When.optional(),
  nextStep: z.string().optional(),
  incident: z.string().optional().describe('Id of the incident that tells of it.'),
})

const Watch = z.object({
  cluster: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  state: z.enum(['starting', 'watching', 'stalled', 'forbidden', 'gone']),
  lastHeard: When.optional(),
  objects: z.number(),
  restarts: z.number(),
  error: z.string().optional(),
})

/** How the bot is, as `/status` of the health port gives it. Keys are a promise: more may come, none goes. */
export const StatusDocument = z.object({
  version: z.string(),
  at: When.describe('What time it was there.'),
  startedAt: When,
  state: z.enum(['well', 'degraded']),
  troubles: z.array(Trouble),
  slack: z.object({ mode: z.enum(['socket', 'http']), open: z.number(), wanted: z.number() }),
  store: z.object({
    engine: z.enum(['sqlite', 'postgres']),
    state: z.enum(['ok', 'away']),
    awaySince: When.optional(),
  }),
  clusters: z.array(
    z.object({
      name: z.string(),
      environment: z.string(),
      production: z.boolean(),
      state: z.enum(['reachable', 'unreachable', 'not-asked-yet']),
      version: z.string().optional(),
      since: When.optional(),
      lastError: z.string().optional(),
    }),
  ),
  watches: z.array(Watch).optional().describe('Absent where nothing is watched.'),
  incidents: z.object({ open: z.number(), muted: z.number() }).optional(),
  backlog: z
    .object({ waiting: z.number(), oldest: When.optional() })
    .optional()
    .describe('Messages for Slack; absent while the store does not say.'),
  deadman: z
    .object({
      everyMs: z.number(),
      pingedAt: When.optional(),
      letGo: z.string().optional(),
      failure: z.string().optional(),
    })
    .optional(),
})
export type StatusDocument = z.infer<typeof StatusDocument>

export function toStatusDocument(report: StatusReport, now: Date): StatusDocument {
  const { version, since, troubles, slack, store, clusters, watching, backlog, deadman } = report
  return {
    version,
    at: now.toISOString(),
    startedAt: since.toISOString(),
    state: troubles.length === 0 ? 'well' : 'degraded',
    troubles: troubles.map(({ what, nextStep, incident, ...trouble }) => ({
      what: plain(what),
      ...when('since', trouble.since),
      ...(nextStep && { nextStep: plain(nextStep) }),
      ...(incident !== undefined && { incident }),
    })),
    slack,
    store: {
      engine: store.engine,
      state: store.awaySince ? 'away' : 'ok',
      ...when('awaySince', store.awaySince),
    },
    clusters: clusters.map(toCluster),
    ...(watching && {
      watches: watching.watches.map(toWatch),
      incidents: { open: watching.open, muted: watching.muted },
    }),
    ...(backlog && { backlog: { waiting: backlog.waiting, ...when('oldest', backlog.oldest) } }),
    ...(deadman && { deadman: { ...deadman, pingedAt: deadman.pingedAt?.toISOString() } }),
  }
}

function toCluster({ cluster, environment, production, state, since, ...rest }: ClusterHealth) {
  const { version, lastError } = rest
  return {
    name: cluster,
    environment,
    production,
    state,
    ...(version !== undefined && { version }),
    ...when('since', since),
    ...(lastError !== undefined && { lastError }),
  }
}

function toWatch({ cluster, resource, namespace, state, lastHeard, ...rest }: WatchState) {
  const { objects, restarts, error } = rest
  return {
    cluster,
    kind: resource,
    ...(namespace !== undefined && { namespace }),
    state,
    ...when('lastHeard', lastHeard),
    objects,
    restarts,
    ...(error !== undefined && { error }),
  }
}

const when = <K extends string>(key: K, at: Date | undefined): Partial<Record<K, string>> =>
  at ? ({ [key]: at.toISOString() } as Partial<Record<K, string>>) : {}
