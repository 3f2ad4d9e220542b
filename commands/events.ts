import { ALL_NAMESPACES } from '../src/core/access.ts'
import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { inOrder } from '../src/core/kinds/event.ts'
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
import { hasFamily, subjectsOf } from './events/subjects.ts'
import { EVENTS, PODS, TYPED } from '../src/core/kinds/needs.ts'

/** `events`: what happened lately, warnings first. */
export const events = defineQuery({
  name: 'events',
  aliases: ['get events', 'get ev', 'get event'],
  summary: 'Show what happened lately, warnings first',
  details:
    'In one namespace, in all, or to one object and its pods. Within warnings and the rest the newest comes first.',
  parameters: {
    object: optional(objectArgument('only what happened to this, as deploy/web')),
    namespace,
    allNamespaces,
    since: durationFlag('only this recent, as 30m'),
    warnings: toggle('warnings only'),
  },
  needs: [TYPED, EVENTS, PODS],
  examples: ['events -n shop', 'events deploy/web -n shop', 'events -A --since=30m --warnings'],
  access: async ({ object, ...where }, context) => {
    const place = placeOf(where, context)
    const { cluster, defaultNamespace } = context
    const list = { verb: 'list' as const, kind: await cluster.kind('events') }
    if (!object) return [{ ...list, namespace: place ?? ALL_NAMESPACES }]
    const ref = await objectRef(object, { cluster, namespace: place ?? defaultNamespace })
    const namespaceOfEvents = ref.namespace ?? EVENTS_OF_CLUSTER_WIDE
    const own = [
      { ...list, namespace: namespaceOfEvents },
      { verb: 'get' as const, ...ref },
    ]
    if (!hasFamily(ref)) return own
    return [...own, { ...list, kind: await cluster.kind('pods'), namespace: namespaceOfEvents }]
  },
  run: async ({ object, since, warnings, ...where }, context) => {
    const place = placeOf(where, context)
    const { subjects, about, ...wanted } = await subjectOf(object, place, context)
    const oldest = since === undefined ? 0 : context.clock.now().getTime() - since
    const read = await Promise.all(
      subjects.map((subject) => readEvents(context.cluster, { ...wanted, ...subject })),
    )
    const found = inOrder(read.flat())
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

/** Where Kubernetes keeps events about objects that have no namespace. */
const EVENTS_OF_CLUSTER_WIDE = 'default'

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
  if (!object) return { ...inPlace, subjects: [{}], about: text`${bold(`events${everywhere}`)}` }
  const namespace = place ?? context.defaultNamespace
  const ref = await objectRef(object, { cluster: context.cluster, namespace })
  const found = await findObject(context, ref, KubeObject)
  const subjects = (await subjectsOf(ref, found, context)).map((subject) => ({ subject }))
  const where = ref.namespace === undefined ? '' : ` in ${ref.namespace}`
  const family = hasFamily(ref) ? ' and its pods' : ''
  const about: Text = text`${bold(`events of ${refName(ref)}${family}${where}`)}`
  return { namespace: ref.namespace ?? EVENTS_OF_CLUSTER_WIDE, subjects, about }
}

async function whyNone(place: string | undefined, context: CommandContext): Promise<Part[]> {
  const nowhere = await unknownNamespace(context, place)
  if (nowhere) return [{ part: 'text', text: nowhere }]
  return [{ part: 'note', text: text`Kubernetes keeps events for an hour unless told otherwise.` }]
}
