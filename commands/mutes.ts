import { defineQuery } from '../src/core/command.ts'
import type { Mute } from '../src/core/incidents/incident.ts'
import { bold, text } from '../src/core/text.ts'
import { type View, view } from '../src/core/view.ts'
import { sayWhen } from './plans/plan-rows.ts'

const SHOWN = 3

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
  const rows = found.map(({ id, what, by, until }) => [
    id,
    sayWhat(what),
    by.name,
    sayWhen(until, now),
  ])
  const table = { columns: ['Mute', 'What', 'By', 'Ends'], rows }
  const title = text`${bold('muted')} · ${found.length === 0 ? 'nothing' : found.length}`
  return {
    ...view('plain', title, found.length === 0 ? [] : [{ part: 'table', table }]),
    buttons: found
      .slice(0, SHOWN)
      .map(({ id }) => ({ label: `Unmute ${id}`, words: `unmute ${id}` })),
  }
}

function sayWhat(what: Mute['what']): string {
  if (what.kind === 'incident') return `incident ${what.id}`
  if (what.kind === 'namespace') return `namespace ${what.namespace} on ${what.cluster}`
  const { kind, name, namespace } = what.about
  const place = namespace === undefined ? '' : ` in ${namespace}`
  return `${kind.toLowerCase()}/${name}${place} on ${what.cluster}`
}
