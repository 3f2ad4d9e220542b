import { ALL_NAMESPACES } from '../src/core/access.ts'
import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { readEvents } from '../src/core/kinds/read-events.ts'
import { unknownNamespace } from '../src/core/kinds/unknown-namespace.ts'
import { KubeObject, refName } from '../src/core/resource.ts'
import { bold, type Text, text } from '../src/core/text.ts'
import { type Part, view } from '../src/core/view.ts'
import { durationFlag } from '../src/core/words/arguments/amount-arguments.ts'
import { type ObjectWord, objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { allNamespaces, namespace } from '../src/core/words/arguments/place-flags.ts'
import { sayDuration } from '../src/core/words/duration.ts'
import { optional, toggle } from '../src/core/words/parameters.ts'
import { eventsTable } from './events/events-table.ts'

/** `events`: what happened lately, warnings first. */
export const events = defineQuery({
  name: 'events',
  aliases: ['get events', 'get ev', 'get event'],
  summary: 'Show what happened lately, warnings first',
  details:
    'In one namespace, in all, or to one object. Within warnings and the rest the newest comes last.',
  parameters: {
    object: optional(objectArgument('only what happened to this, as deploy/web')),
    namespace,
    allNamespaces,
    since: durationFlag('only this recent, as 30m'),
    warnings: toggle('warnings only'),
  },
  examples: ['events -n shop', 'events deploy/web -n shop', 'events -A --since=30m --warnings'],
  access: async ({ object, ...where }, context) => {
    const place = placeOf(where, context)
    const kind = await context.cluster.kind('events')
    const list = { verb: 'list' as const, kind, namespace: place ?? ALL_NAMESPACES }
    if (!object) return [list]
    const { cluster, defaultNamespace } = context
    const ref = await objectRef(object, { cluster, namespace: place ?? defaultNamespace })
    return [list, { verb: 'get', ...ref }]
  },
  run: async ({ object, since, warnings, ...where }, context) => {
    const place = placeOf(where, context)
    const { subject, about, ...wanted } = await subjectOf(object, place, context)
    const oldest = since === undefined ? 0 : context.clock.now().getTime() - since
    const found = (await readEvents(context.cluster, { ...wanted, ...(subject && { subject }) }))
      .filter(({ at }) => at.getTime() >= oldest)
      .filter(({ isWarning }) => isWarning || !warnings)
    const bad = found.filter(({ isWarning }) => isWarning).length
    const recent = since === undefined ? '' : ` in the last ${sayDuration(since)}`
    const count = found.length === 0 ? 'none' : `${found.length}, ${bad} of them warnings`
    const parts: readonly Part[] =
      found.length > 0 ? [eventsTable(found, context.clock.now())] : await whyNone(place, context)
    const again = { label: 'Again', words: context.request.words }
    return { ...view('plain', text`${about}${recent} · ${count}`, parts), buttons: [again] }
  },
})

type Where = { readonly namespace: string | undefined; readonly allNamespaces: boolean }

/** `undefined` is every namespace; an object is always looked for in one. */
const placeOf = ({ namespace: named, allNamespaces: all }: Where, context: CommandContext) =>
  all ? undefined : (named ?? context.defaultNamespace)

async function subjectOf(
  object: ObjectWord | undefined,
  place: string | undefined,
  context: CommandContext,
) {
  const inPlace = place === undefined ? {} : { namespace: place }
  const everywhere = place === undefined ? ' in every namespace' : ` in ${place}`
  if (!object) return { ...inPlace, about: text`${bold(`events${everywhere}`)}` }
  const namespace = place ?? context.defaultNamespace
  const ref = await objectRef(object, { cluster: context.cluster, namespace })
  const { metadata } = await findObject(context, ref, KubeObject)
  const subject = { kind: ref.kind.kind, name: ref.name, uid: metadata.uid }
  const where = ref.namespace === undefined ? '' : ` in ${ref.namespace}`
  const about: Text = text`${bold(`events of ${refName(ref)}${where}`)}`
  // Events of cluster-wide objects are kept in `default`.
  return { namespace: ref.namespace ?? 'default', subject, about }
}

async function whyNone(place: string | undefined, context: CommandContext): Promise<Part[]> {
  const nowhere = await unknownNamespace(context, place)
  if (nowhere) return [{ part: 'text', text: nowhere }]
  return [{ part: 'note', text: text`Kubernetes keeps events for an hour unless told otherwise.` }]
}
