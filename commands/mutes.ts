import { defineQuery } from '../src/core/command.ts'
import type { Mute, Muted, MutedOwner } from '../src/core/incidents/incident.ts'
import { bold, text } from '../src/core/text.ts'
import { type View, view } from '../src/core/view.ts'
import { sayWhen } from './plans/plan-rows.ts'

/** Of the rows of a table, and of the buttons of one message. */
const SHOWN = 20

/** `mutes`: what is silent, until when, and who wanted it. */
export const mutes = defineQuery({
  name: 'mutes',
  summary: 'Show what is muted, until when and by whom',
  parameters: {},
  examples: ['mutes'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk, clock }) => mutesView(await desk.incidents.mutes(), clock.now()),
})

function mutesView(found: readonly Mute[], now: Date): View {
  const rows = found
    .slice(0, SHOWN)
    .map(({ id, what, by, until, faces }) => [
      id,
      sayWhat(what),
      by.name,
      faces ? 'when it changes' : sayWhen(until, now),
    ])
  const table = { columns: ['Mute', 'What', 'By', 'Ends'], rows, total: found.length }
  const title = text`${bold('muted')} · ${found.length === 0 ? 'nothing' : found.length}`
  return {
    ...view('plain', title, found.length === 0 ? [] : [{ part: 'table', table }]),
    buttons: found
      .slice(0, SHOWN)
      .map(({ id }) => ({ label: `Unmute ${id}`, words: `unmute ${id}` })),
  }
}

function sayWhat(what: Muted): string {
  switch (what.kind) {
    case 'incident':
      return `incident ${what.id}`
    case 'namespace':
      return `namespace ${what.namespace} on ${what.cluster}`
    case 'owner':
      return `${sayOwner(what.about)} on ${what.cluster}`
    case 'cause': {
      const place = what.namespace === undefined ? 'everywhere' : `in ${what.namespace}`
      return `${what.cause} ${what.about ? `of ${sayOwner(what.about)}` : place} on ${what.cluster}`
    }
    default:
      return what satisfies never
  }
}

function sayOwner({ kind, name, namespace }: MutedOwner): string {
  return `${kind.toLowerCase()}/${name}${namespace === undefined ? '' : ` in ${namespace}`}`
}
