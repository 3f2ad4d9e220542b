import type { AuditEntry, AuditTarget } from '../../core/audit.ts'
import type { Voter } from '../../core/held/held-plan.ts'
import type { Incident, Mute, Muted, MutedOwner } from '../../core/incidents/incident.ts'
import { actorFacts } from '../../core/records/plan-facts.ts'
import { plain } from '../../core/text.ts'
import { isOwn } from '../blindness/own.ts'
import type { Ledger } from '../ledger.ts'
import { sayMuted } from './mute-wish.ts'
import type { Asking } from './who-may.ts'

type Done = { readonly asking: Asking; readonly at: Date }

/** Somebody looks after an incident, or says who is to. */
export function incidentRecord(
  command: 'ack' | 'assign' | 'unassign',
  { id, scope, about }: Incident,
  { assignee, ...done }: Done & { readonly assignee?: Voter },
): AuditEntry {
  return {
    ...recordOf(command, scope.cluster, done),
    targets: targetsAt(about),
    incident: id,
    ...(assignee && { assignee: { userId: assignee.userId, user: assignee.user } }),
  }
}

/** Somebody silences something, or lets it speak again. */
export async function muteRecord(
  command: 'mute' | 'unmute',
  { id, what, until, faces }: Mute,
  { ledger, ...done }: Done & { readonly ledger: Ledger },
): Promise<AuditEntry> {
  const incident = what.kind === 'incident' ? await ledger.find(what.id) : undefined
  const cluster = what.kind === 'incident' ? (incident?.scope.cluster ?? '') : what.cluster
  return {
    ...recordOf(command, cluster, done),
    targets: targetsOf(what, incident),
    mute: { id, what: plain(sayMuted(what)), until: faces ? 'it changes' : until },
    ...(incident && { incident: incident.id }),
  }
}

const recordOf = (command: string, cluster: string, { asking, at }: Done) => ({
  kind: 'attention' as const,
  at: at.toISOString(),
  request: asking.request.id,
  actor: actorFacts(asking.request.actor),
  command,
  cluster,
})

function targetsOf(what: Muted, incident: Incident | undefined): AuditTarget[] {
  switch (what.kind) {
    case 'incident':
      return incident ? targetsAt(incident.about) : []
    case 'owner':
      return targetsAt(what.about)
    case 'namespace':
      return [namespaceOf(what.namespace)]
    case 'cause':
      if (what.about) return targetsAt(what.about)
      return what.namespace === undefined ? [] : [namespaceOf(what.namespace)]
    default:
      return what satisfies never
  }
}

/** What is wrong with the bot itself is about no object. */
const targetsAt = (about: MutedOwner): AuditTarget[] => (isOwn(about) ? [] : [targetOf(about)])

const targetOf = ({
  group,
  resource,
  kind,
  namespace,
  name,
}: MutedOwner & { readonly uid?: string }): AuditTarget => ({
  group,
  resource,
  kind: kind.toLowerCase(),
  ...(namespace !== undefined && { namespace }),
  name,
})

/** Kubernetes' own access control asks about a namespace as of something in itself. */
const namespaceOf = (name: string): AuditTarget => ({
  group: '',
  resource: 'namespaces',
  kind: 'namespace',
  namespace: name,
  name,
})
