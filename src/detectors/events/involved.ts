import { resourceOf } from '../../core/about/known-kinds.ts'
import { isReference } from '../../core/about/references.ts'
import type { Subject } from '../../core/finding.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { fieldsOf, textOf } from '../reading/fields.ts'

/** What an event is about, by its reference; undefined where that names nothing. Its namespace is the event's own. */
export function involvedIn(event: Watched): Subject | undefined {
  const { apiVersion, kind, namespace, name, uid } = fieldsOf(event.body['involvedObject'])
  const called = textOf(name)
  const what = textOf(kind)
  if (called === undefined || what === undefined) return undefined
  const version = textOf(apiVersion) ?? ''
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : ''
  if (!isReference({ group, kind: what, name: called })) return undefined
  const home = textOf(namespace)
  return {
    group,
    resource: resourceOf({ group, kind: what }),
    kind: what,
    ...(home !== undefined && { namespace: home }),
    name: called,
    uid: textOf(uid) ?? event.uid,
  }
}

/**
 * The object itself, where its kind is watched. A node's events name it by its name, not by its uid. Some leave out the
 * group; what has no namespace has its events in `default`, and those name none.
 */
export function watchedInvolved(subject: Subject, look: Look): Watched | undefined {
  const { group, resource, name, namespace } = subject
  const kind = group === '' ? resource : `${resource}.${group}`
  const found = look.byUid(subject.uid)
  const isIt = found?.resource === resource && found.name === name && found.namespace === namespace
  return isIt ? found : look.get(kind, name, namespace)
}
