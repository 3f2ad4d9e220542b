import { DeckwatchError } from '../../core/errors.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { imagesOf, lastGood } from '../../core/kinds/last-good.ts'
import { type Revision, revisionsOf } from '../../core/kinds/revisions.ts'
import { Workload } from '../../core/kinds/workload.ts'
import { code, text } from '../../core/text.ts'
import { type Button, type Part, type View, view } from '../../core/view.ts'
import { sayIncident } from '../cards/incident-card.ts'
import { attention, changes, looks, type Offered } from './deeds.ts'
import type { AtDesk } from './desk-parts.ts'
import { overAlready, visible } from './seen.ts'
import { isAway } from './who-may.ts'

/** What the one who asks may do about an incident, as buttons: what they may not is left out. */
export async function showActions(id: string, desk: AtDesk): Promise<View> {
  const incident = await visible(id, desk)
  if (incident.state === 'resolved') throw overAlready(incident)
  const changing = changes(incident, { isCordoned: isCordoned(incident, desk) })
  const all = [...looks(incident), ...changing, ...attention(incident, desk.by.userId)]
  const asked = await Promise.all(all.map(async (one) => [one, await mayDo(one, desk)] as const))
  const isSilent = asked.some(([, may]) => may === 'unknown')
  const open = asked.flatMap(([one, may]) => (may === 'yes' ? [one] : []))
  const buttons = await Promise.all(open.map((one) => buttonOf(one, incident, desk)))
  const isLeftOut = changing.length > 0 && !changing.some((one) => open.includes(one))
  const parts = [
    ...(isSilent ? [silent(incident)] : []),
    ...(isLeftOut && !isSilent ? [whomToAsk(changing, desk)] : []),
  ]
  return {
    ...view('plain', text`What you can do: ${sayIncident(incident)}`, parts),
    scope: incident.scope,
    buttons: buttons.flatMap((button) => button ?? []),
    footer: text`${code(`assign ${id} @name`)} gives it to somebody else · incident ${code(id)}`,
  }
}

async function mayDo({ deed }: Offered, { gate }: AtDesk): Promise<'yes' | 'no' | 'unknown'> {
  try {
    return (await gate.could(deed)) ? 'yes' : 'no'
  } catch (error) {
    if (!isAway(error)) throw error
    return 'unknown'
  }
}

/** A rollback names where it goes; where there is nothing to go back to, it is no use. */
async function buttonOf(
  { button, deed }: Offered,
  incident: Incident,
  desk: AtDesk,
): Promise<Button | undefined> {
  if (deed.command !== 'rollback') return button
  const revisions = await readRevisions(incident, desk)
  if (!revisions) return button
  const good = lastGood(revisions)
  if (!good) return undefined
  const { number } = good
  const [tag = ''] = newTags(good, revisions[0])
  const label = `Roll back to ${number}${tag === '' ? '' : ` (${tag})`}`
  return { label, words: `${button.words} --to-revision=${number}` }
}

/** Undefined where this person may not read them, or they cannot be read now. */
async function readRevisions(
  { about, scope }: Incident,
  { gate }: AtDesk,
): Promise<readonly Revision[] | undefined> {
  const { namespace, name, resource, group } = about
  try {
    const reader = gate.reader(scope.cluster)
    const kind = await reader.kind(`${resource}.${group}`)
    const place = namespace === undefined ? {} : { namespace }
    return await revisionsOf(reader, await reader.get({ kind, name, ...place }, Workload))
  } catch (error) {
    if (error instanceof DeckwatchError) return undefined
    throw error
  }
}

/** `1.4` of `shop/web:1.4`, of images that are others than now. */
function newTags(good: Revision, current: Revision | undefined): readonly string[] {
  const now = current ? imagesOf(current) : []
  return imagesOf(good)
    .filter((image) => !now.includes(image))
    .map((image) => /:([^/:]+)$/.exec(image)?.[1] ?? '')
}

function isCordoned({ about, scope }: Incident, { watchings }: AtDesk): boolean {
  const look = watchings.find(({ cluster }) => cluster === scope.cluster)?.look
  const spec = look?.get('nodes', about.name)?.body['spec']
  return typeof spec === 'object' && spec !== null && 'unschedulable' in spec
    ? spec.unschedulable === true
    : false
}

const silent = ({ scope }: Incident): Part => ({
  part: 'warning',
  text: text`${scope.cluster} does not answer what you may do there: that is left out.`,
})

function whomToAsk(changing: readonly Offered[], { gate }: AtDesk): Part {
  const [contact] = changing.flatMap(({ deed }) => gate.contact(deed) ?? [])
  const whom = contact ?? 'whoever keeps the policy or the cluster’s roles'
  return { part: 'note', text: text`You may not change it. Ask ${whom}.` }
}
