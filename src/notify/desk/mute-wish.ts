import { NotFoundError } from '../../core/errors.ts'
import type { MuteWish } from '../../core/incidents/incident-desk.ts'
import type { Incident, Muted } from '../../core/incidents/incident.ts'
import { code, type Text, text } from '../../core/text.ts'
import type { Ledger } from '../ledger.ts'
import { refOf } from '../cards/subject-words.ts'
import type { Gate, Topic } from './who-may.ts'

/** What is meant, its kind found in the cluster. */
export async function whatToMute(wish: MuteWish, gate: Gate): Promise<Muted> {
  if (wish.kind !== 'owner') return wish
  const { cluster, object, namespace } = wish
  const { group, resource, kind, namespaced } = await gate.kind(cluster, object.kind)
  const about = { group, resource, kind, name: object.name, ...(namespaced && { namespace }) }
  return { kind: 'owner', cluster, about }
}

/** What somebody must be allowed to see to silence it. */
export async function topicOfMute(what: Muted, ledger: Ledger): Promise<Topic> {
  switch (what.kind) {
    case 'owner':
      return { ...what.about, cluster: what.cluster }
    case 'namespace':
      return { cluster: what.cluster, group: '', resource: 'pods', namespace: what.namespace }
    case 'incident': {
      const incident = await ledger.find(what.id)
      if (incident) return topicOf(incident)
      throw new NotFoundError('no-such-incident', text`There is no incident ${code(what.id)}.`)
    }
    default:
      return what satisfies never
  }
}

export const topicOf = ({ about, scope }: Incident): Topic => ({
  group: about.group,
  resource: about.resource,
  name: about.name,
  cluster: scope.cluster,
  ...(about.namespace !== undefined && { namespace: about.namespace }),
})

/** `deployment/web in shop on prod-eu`. */
export function sayMuted(what: Muted): Text {
  switch (what.kind) {
    case 'incident':
      return text`incident ${code(what.id)}`
    case 'namespace':
      return text`namespace ${code(what.namespace)} on ${what.cluster}`
    case 'owner': {
      const { namespace } = what.about
      const place = namespace === undefined ? '' : ` in ${namespace}`
      return text`${code(refOf(what.about))}${place} on ${what.cluster}`
    }
    default:
      return what satisfies never
  }
}
