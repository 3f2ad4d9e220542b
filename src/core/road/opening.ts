import type { AuditLog } from '../audit.ts'
import type { Clusters, ClusterSession } from '../cluster.ts'
import type { Command, CommandContext, Desk } from '../command.ts'
import type { Configuration } from '../configuration.ts'
import { UsageError } from '../errors.ts'
import type { IncidentDesk } from '../incidents/incident-desk.ts'
import type { Judge } from '../judge.ts'
import type { PlanDesk } from '../plan-desk.ts'
import type { Place, Request } from '../request.ts'
import type { Clock } from '../seams.ts'
import type { Status } from '../status.ts'
import { code, join, text } from '../text.ts'
import type { Refusals } from './refusals.ts'

/** What a channel means when nothing is named. */
export type Defaults = { readonly cluster?: string; readonly namespace?: string }

export type OpeningParts = {
  readonly commands: readonly Command[]
  readonly clusters: Clusters
  readonly judge: Judge
  readonly audit: AuditLog
  readonly refusals: Refusals
  readonly defaults: (place: Place) => Defaults
  /** What this person may do with held plans, for the length of one request. */
  readonly plans: (asking: { readonly request: Request; readonly signal: AbortSignal }) => PlanDesk
  /** The same with incidents. */
  readonly incidents: (asking: {
    readonly request: Request
    readonly signal: AbortSignal
  }) => IncidentDesk
  readonly invocation: string
  readonly version: string
  readonly status: Status
  readonly configuration: Configuration
  readonly clock: Clock
}

type Opening = {
  readonly request: Request
  readonly signal: AbortSignal
  /** The cluster that was named, if any. */
  readonly named: string | undefined
  /** False when any cluster will do: nothing of it is shown. */
  readonly needsCluster: boolean
}

export type Opened = { readonly context: CommandContext; readonly session: ClusterSession }

/** The cluster that is meant, opened as the person who asks, and all that a command may use beside it. */
export function openFor(opening: Opening, parts: OpeningParts): Opened {
  const { request, signal, named } = opening
  const defaults = parts.defaults(request.place)
  const meantHere = defaults.cluster ?? onlyOne(parts)
  const name = named ?? meantHere ?? anyCluster(opening, parts)
  const { actor, id: requestId } = request
  const session = parts.clusters.open(name, { actor, requestId, signal })
  const context: CommandContext = {
    request,
    cluster: session.reader,
    defaultNamespace: defaults.namespace ?? 'default',
    clock: parts.clock,
    signal,
    desk: { ...deskOf(opening, session, parts), meantHere },
  }
  return { session, context }
}

function onlyOne({ clusters }: OpeningParts): string | undefined {
  const [first, ...others] = clusters.infos
  return others.length === 0 ? first?.cluster : undefined
}

/** With several clusters and no default nothing is guessed: the wrong cluster is worse than one more word. */
function anyCluster({ needsCluster }: Opening, { clusters }: OpeningParts): string {
  const names = clusters.infos.map(({ cluster }) => cluster)
  if (names[0] !== undefined && !needsCluster) return names[0]
  throw new UsageError('which-cluster', text`Which cluster? This channel has no default.`, {
    hint: text`Add ${code('-c NAME')}: ${join(
      names.map((name) => text`${code(name)}`),
      ', ',
    )}.`,
  })
}

function deskOf(
  { request, signal }: Opening,
  { reader }: ClusterSession,
  parts: OpeningParts,
): Omit<Desk, 'meantHere'> {
  const { cluster: name, environment } = reader.info
  const { actor, place, at } = request
  return {
    commands: parts.commands,
    judge: parts.judge,
    facts: { actor, place, at, cluster: { name, environment } },
    clusters: () => parts.clusters.health(),
    invocation: parts.invocation,
    lastRefusal: () => parts.refusals.last(personKey(actor)),
    audit: parts.audit,
    plans: parts.plans({ request, signal }),
    incidents: parts.incidents({ request, signal }),
    version: parts.version,
    status: parts.status,
    configuration: parts.configuration,
  }
}

/** One person, whatever they are mapped to. */
export const personKey = ({
  teamId,
  userId,
}: {
  readonly teamId: string
  readonly userId: string
}): string => `${teamId}/${userId}`
