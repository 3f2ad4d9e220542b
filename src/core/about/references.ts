import { NO_OBJECT, OWN_GROUP, type Subject } from '../finding.ts'
import { isObjectName } from '../names.ts'
import type { Look, Watched } from '../watched.ts'

type Named = Pick<Subject, 'group' | 'kind' | 'name'>

const KIND = /^[A-Za-z][A-Za-z0-9-]{0,62}$/

/**
 * Whether a reference can name an object. The API server takes any text in one, so whoever may make a pod or an event
 * writes them: words of a command, say, or what stands for the bot itself.
 */
export const isReference = ({ group, kind, name }: Named): boolean =>
  KIND.test(kind) && isObjectName(name) && group !== OWN_GROUP && !isNoObject({ group, kind })

/** It stands for what names no object: nothing in the core group has that kind. */
export const isNoObject = ({ group, kind }: Pick<Subject, 'group' | 'kind'>): boolean =>
  kind === NO_OBJECT && group === ''

/** What a reference means, where it is watched: by its uid, if it is what it is called there. */
export function watchedAs(subject: Subject, look: Look): Watched | undefined {
  const found = look.byUid(subject.uid)
  return found && isCalled(found, subject) ? found : undefined
}

/** A uid alone reaches into every namespace. */
export const isCalled = (
  object: Pick<Watched, 'group' | 'resource' | 'namespace' | 'name'>,
  { group, resource, namespace, name }: Subject,
): boolean =>
  object.group === group &&
  object.resource === resource &&
  object.name === name &&
  (object.namespace === undefined || object.namespace === namespace)
