import type { Subject } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { code, join, type Text, text } from '../../core/text.ts'

/** `deployment/web in shop`, as commands take it and people say it. */
export const sayOwner = (about: Subject): string =>
  about.namespace === undefined || about.kind === 'Namespace'
    ? refOf(about)
    : `${refOf(about)} in ${about.namespace}`

/** `deployment/web` */
export const refOf = ({ kind, name }: Pick<Subject, 'kind' | 'name'>): string =>
  `${kind.toLowerCase()}/${name}`

/** `3 pods: a, b and 1 more`. */
export function sayCounted({ count, some }: Incident['affected']): Text {
  const [first] = some
  if (!first) return text`${count} ${count === 1 ? 'object' : 'objects'}`
  const resources = new Set(some.map(({ resource }) => resource))
  const what = resources.size === 1 ? first.resource : 'objects'
  const one = resources.size === 1 ? first.kind.toLowerCase() : 'object'
  const names = join(
    some.map((subject) => [code(resources.size === 1 ? subject.name : refOf(subject))]),
    ', ',
  )
  const more = count > some.length ? text` and ${count - some.length} more` : text``
  return text`${count} ${count === 1 ? one : what}: ${names}${more}`
}
