import type { CommandContext } from '../../src/core/command.ts'
import type { Happening } from '../../src/core/kinds/event.ts'
import type { Owner } from '../../src/core/kinds/owner-chain.ts'
import { Pod } from '../../src/core/kinds/pod.ts'
import { podTroubles } from '../../src/core/kinds/pod-troubles.ts'
import { sayTrouble } from '../../src/core/kinds/say-trouble.ts'
import { spellRef } from '../../src/core/kinds/spell-ref.ts'
import { type KubeObject, type ObjectRef, refName } from '../../src/core/resource.ts'
import { bold, code, join, type Text, text } from '../../src/core/text.ts'
import { type Button, type Part, type View, view } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'
import { eventsTable } from '../events/events-table.ts'
import { conditionRows } from './condition-rows.ts'
import { containerRows } from './container-rows.ts'
import { keyFacts } from './key-facts.ts'
import { stateOf } from './state-of.ts'
import { podRows } from './pod-rows.ts'

type Described = {
  readonly ref: ObjectRef
  /** Already without anything secret. */
  readonly object: KubeObject
  readonly owners: readonly Owner[]
  readonly pods: readonly Pod[]
  readonly events: readonly Happening[]
}

const EVENTS_SHOWN = 10
const TROUBLES_SHOWN = 5

export function describeView(described: Described, context: CommandContext): View {
  const { ref, object, owners, pods, events } = described
  const now = context.clock.now()
  const where = ref.namespace === undefined ? '' : ` in ${ref.namespace}`
  const fields = [...ageFields(object, now), ...ownerFields(owners), ...keyFacts(ref.kind, object)]
  const parts: Part[] = [
    { part: 'fields', fields },
    ...troubleParts(ref.kind.resource === 'pods' ? asPod(object) : pods, now),
    ...tablePart(['Pod', 'Ready', 'Status', 'Restarts', 'Node'], podRows(pods)),
    ...tablePart(['Container', 'Image', 'State', 'Restarts', 'Environment'], containerRows(object)),
    ...tablePart(['Condition', 'Status', 'Reason', 'Message'], conditionRows(object)),
    ...eventParts(events, now),
  ]
  const state = stateOf(ref.kind, object)
  const title = text`${bold(`${refName(ref)}${where}`)}${state === undefined ? '' : ` · ${state}`}`
  return { ...view('plain', title, parts), buttons: buttonsFor(described, context) }
}

function ageFields({ metadata }: KubeObject, now: Date) {
  const since = (moment: string) => sayDuration(now.getTime() - Date.parse(moment))
  const { creationTimestamp: made, deletionTimestamp: deleted } = metadata
  return [
    ...(made ? [{ name: 'age', value: text`${since(made)}` }] : []),
    ...(deleted ? [{ name: 'being deleted', value: text`for ${since(deleted)}` }] : []),
  ]
}

function ownerFields(owners: readonly Owner[]): { name: string; value: Text }[] {
  if (owners.length === 0) return []
  const names = owners.map(({ kind, name }) => text`${code(`${kind.toLowerCase()}/${name}`)}`)
  return [{ name: 'owned by', value: join(names, ' ← ') }]
}

/** Without columns that have nothing to say. */
function tablePart(columns: readonly string[], rows: readonly (readonly string[])[]): Part[] {
  if (rows.length === 0) return []
  const isFilled = (_: unknown, i: number) => rows.some((row) => row[i] !== '')
  const filled = rows.map((row) => row.filter(isFilled))
  return [{ part: 'table', table: { columns: columns.filter(isFilled), rows: filled } }]
}

function asPod(object: KubeObject): readonly Pod[] {
  const parsed = Pod.safeParse(object)
  return parsed.success ? [parsed.data] : []
}

function troubleParts(pods: readonly Pod[], now: Date): Part[] {
  const troubles = pods.flatMap((pod) => podTroubles(pod, now))
  const shown = troubles
    .slice(0, TROUBLES_SHOWN)
    .map((one): Part => ({ part: 'warning', text: sayTrouble(one) }))
  const more = troubles.length - shown.length
  return more > 0 ? [...shown, { part: 'note', text: text`and ${more} more in trouble` }] : shown
}

function eventParts(events: readonly Happening[], now: Date): Part[] {
  if (events.length === 0) return [{ part: 'note', text: text`No events in the last while.` }]
  return [eventsTable(events.slice(-EVENTS_SHOWN), now)]
}

const WITH_LOGS = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs']

function buttonsFor({ ref, owners }: Described, context: CommandContext): Button[] {
  const words = spellRef(ref, context)
  const root = owners.at(-1)
  const up = root?.ref && { ...ref, kind: root.ref.kind, name: root.name }
  return [
    ...(WITH_LOGS.includes(ref.kind.resource) ? [{ label: 'Logs', words: `logs ${words}` }] : []),
    { label: 'Events', words: `events ${words}` },
    ...(up
      ? [{ label: `Describe ${refName(up)}`, words: `describe ${spellRef(up, context)}` }]
      : []),
    { label: 'Again', words: `describe ${words}` },
  ]
}
