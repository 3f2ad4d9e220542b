import { ALL_NAMESPACES } from '../../core/access.ts'
import { NotFoundError } from '../../core/errors.ts'
import type { MuteWish } from '../../core/incidents/incident-desk.ts'
import { isNoObject } from '../../core/about/references.ts'
import type { Subject } from '../../core/finding.ts'
import type { Incident, Muted, MutedOwner } from '../../core/incidents/incident.ts'
import { code, type Text, text } from '../../core/text.ts'
import type { ObjectWord } from '../../core/words/arguments/object-argument.ts'
import type { Ledger } from '../ledger.ts'
import { refOf } from '../cards/subject-words.ts'
import type { Gate, Topic } from './who-may.ts'

/** What is meant, its kind found in the cluster. */
export async function whatToMute(wish: MuteWish, gate: Gate): Promise<Muted> {
  switch (wish.kind) {
    case 'incident':
    case 'namespace':
      return wish
    case 'owner':
      return { kind: 'owner', cluster: wish.cluster, about: await ownerOf(wish, gate) }
    case 'cause': {
      const { cluster, cause, object, namespace } = wish
      const place = namespace === undefined ? {} : { namespace }
      if (!object) return { kind: 'cause', cluster, cause, ...place }
      const about = await ownerOf({ cluster, object, ...place }, gate)
      return { kind: 'cause', cluster, cause, about }
    }
    default:
      return wish satisfies never
  }
}

type Owner = {
  readonly cluster: string
  readonly object: ObjectWord
  readonly namespace?: string
}

async function ownerOf({ cluster, object, namespace }: Owner, gate: Gate): Promise<MutedOwner> {
  const { group, resource, kind, namespaced } = await gate.kind(cluster, object.kind)
  const place = namespaced && namespace !== undefined ? { namespace } : {}
  return { group, resource, kind, name: object.name, ...place }
}

/** What somebody must be allowed to see to silence it. */
export async function topicOfMute(what: Muted, ledger: Ledger): Promise<Topic> {
  switch (what.kind) {
    case 'owner':
      return { ...what.about, cluster: what.cluster }
    case 'namespace':
      return { ...PODS, cluster: what.cluster, namespace: what.namespace }
    case 'cause':
      if (what.about) return { ...what.about, cluster: what.cluster }
      return { ...PODS, cluster: what.cluster, namespace: what.namespace ?? ALL_NAMESPACES }
    case 'incident': {
      const incident = await ledger.find(what.id)
      if (incident) return topicOf(incident)
      throw new NotFoundError('no-such-incident', text`There is no incident ${code(what.id)}.`)
    }
    default:
      return what satisfies never
  }
}

/** What is in a namespace is for those who may look at its pods. */
const PODS = { group: '', resource: 'pods' }

export const topicOf = ({ about, scope }: Pick<Incident, 'about' | 'scope'>): Topic =>
  isNoObject(about) ? { ...NODES, cluster: scope.cluster } : topicOfObject(about, scope.cluster)

/** What concerns no object concerns the cluster: it is for those who may look at its nodes. */
const NODES = { group: '', resource: 'nodes' }

const topicOfObject = (about: Subject, cluster: string): Topic => ({
  group: about.group,
  resource: about.resource,
  name: about.name,
  cluster,
  ...(about.namespace !== undefined && { namespace: about.namespace }),
})

/** `deployment/web in shop on prod-eu`. */
export function sayMuted(what: Muted): Text {
  switch (what.kind) {
    case 'incident':
      return text`incident ${code(what.id)}`
    case 'namespace':
      return text`namespace ${code(what.namespace)} on ${what.cluster}`
    case 'owner':
      return text`${sayOwner(what.about)} on ${what.cluster}`
    case 'cause': {
      const place = what.namespace === undefined ? 'everywhere' : `in ${what.namespace}`
      const where = what.about ? text`of ${sayOwner(what.about)}` : text`${place}`
      return text`${code(what.cause)} ${where} on ${what.cluster}`
    }
    default:
      return what satisfies never
  }
}

function sayOwner(owner: MutedOwner): Text {
  const { namespace } = owner
  return text`${code(refOf(owner))}${namespace === undefined ? '' : ` in ${namespace}`}`
}
