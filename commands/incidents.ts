import { defineQuery } from '../src/core/command.ts'
import type { IncidentList } from '../src/core/incidents/incident-desk.ts'
import type { Incident } from '../src/core/incidents/incident.ts'
import { bold, plain, text } from '../src/core/text.ts'
import { type Part, type View, view } from '../src/core/view.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'
import { optional, toggle } from '../src/core/words/parameters.ts'
import { sayWhen } from './plans/plan-rows.ts'

const SHOWN = 50

/** `incidents`: what is wrong now, as far as this person may see it. */
export const incidents = defineQuery({
  name: 'incidents',
  aliases: ['incident'],
  summary: 'Show what is wrong now',
  details:
    'With an id, everything that is known about that one. What another incident explains is told with it and not listed.',
  parameters: {
    id: optional(incidentIdArgument('one incident, as its message shows it')),
    recent: toggle('also what was over in the last half hour, and what is told with another'),
  },
  examples: ['incidents', 'incidents 8f3c21aa', 'incidents --recent'],
  cluster: false,
  access: async () => [],
  run: async ({ id, recent }, { desk, clock }) => {
    if (id !== undefined) return desk.incidents.show(id)
    return listing(await desk.incidents.list(recent ? 'recent' : 'open'), clock.now())
  },
})

function listing({ incidents: found, silent }: IncidentList, now: Date): View {
  const isWrong = found.some(({ state }) => state === 'open')
  const title = text`${bold('incidents')} · ${found.length === 0 ? 'none' : found.length}`
  const rows = found.slice(0, SHOWN).map((incident) => rowOf(incident, now))
  const columns = ['Incident', 'What', 'Trouble', 'Cluster', 'Since', 'State']
  const table: Part = { part: 'table', table: { columns, rows, total: found.length } }
  const away = silent.map((cluster): Part => ({
    part: 'warning',
    text: text`${cluster} does not answer what you may see there: its incidents are left out.`,
  }))
  return view(isWrong ? 'attention' : 'plain', title, [
    ...(found.length > 0 ? [table] : []),
    ...away,
  ])
}

function rowOf(incident: Incident, now: Date): readonly string[] {
  const { id, about, summary, scope, since } = incident
  const place = about.namespace === undefined ? '' : ` in ${about.namespace}`
  return [
    id,
    `${about.kind.toLowerCase()}/${about.name}${place}`,
    plain(summary),
    scope.cluster,
    sayWhen(since, now),
    stateOf(incident),
  ]
}

function stateOf({ state, severity, foldedInto, ack, assigned, mute }: Incident): string {
  if (state === 'resolved') return 'over'
  if (foldedInto !== undefined) return `part of ${foldedInto}`
  const more = [
    ...(ack ? [`acknowledged by ${ack.by.name}`] : []),
    ...(assigned ? [`assigned to ${assigned.to.name}`] : []),
    ...(mute ? ['muted'] : []),
  ]
  return [severity, ...more].join(', ')
}
