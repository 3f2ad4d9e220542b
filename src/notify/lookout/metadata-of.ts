import { watchedAs } from '../../core/about/references.ts'
import type { Subject } from '../../core/finding.ts'
import type { Look, Watched } from '../../core/watched.ts'
import type { Metadata } from '../incidents/sign.ts'

/** What people wrote on what it is about, or else on the object that shows it, and on the namespace. */
export function metadataOf(about: Subject, object: Watched, look: Look): Metadata {
  const { labels, annotations } = watchedAs(about, look) ?? object
  const { namespace: name } = about
  const namespace = name === undefined ? undefined : look.get('namespaces', name)
  return { labels, annotations, ...(namespace && { namespace }) }
}
