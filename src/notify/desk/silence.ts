import { NotFoundError, UsageError } from '../../core/errors.ts'
import type { MuteEnd, MuteWish } from '../../core/incidents/incident-desk.ts'
import type { Face, Incident, Muted } from '../../core/incidents/incident.ts'
import { code, text, type Text, time } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { faceOf } from '../incidents/face.ts'
import { isAbout } from '../incidents/muting.ts'
import { muteRecord } from './attention-records.ts'
import type { AtDesk } from './desk-parts.ts'
import { sayMuted, topicOfMute, whatToMute } from './mute-wish.ts'
import { orOnRecord } from './on-record.ts'
import { mutesSeen, overAlready, visible } from './seen.ts'

const LONGEST_MS = 30 * 24 * 3_600_000

export async function mute(wish: MuteWish, end: MuteEnd, desk: AtDesk): Promise<View> {
  const { gate, by, ledger, clock, ids, asking } = desk
  const now = clock.now()
  const until = end === 'change' ? new Date(now.getTime() + LONGEST_MS) : end
  if (until.getTime() - now.getTime() > LONGEST_MS) throw tooLong()
  if (wish.kind === 'incident') throwIfOver(await visible(wish.id, desk))
  const what = await whatToMute(wish, gate)
  const topic = await topicOfMute(what, ledger)
  if (!(await gate.maySee(topic))) throw nothingThere()
  const faces = end === 'change' ? { faces: facesOf(what, desk) } : {}
  const id = ids.short()
  const made = { id, what, by, at: now.toISOString(), until: until.toISOString(), ...faces }
  const record = await muteRecord('mute', made, { asking, ledger, at: now })
  await orOnRecord(() => gate.mustBeLet('mute', 'change', topic), record, desk)
  await commit({ mutes: [made], records: [record] }, desk)
  const note = text`Nothing new is told of it till then. ${code(`unmute ${id}`)} ends that.`
  return view('done', text`Muted ${sayMuted(what)} ${sayEnd(end)}`, [{ part: 'note', text: note }])
}

export async function unmute(id: string, desk: AtDesk): Promise<View> {
  const { gate, by, ledger, clock, asking } = desk
  const found = (await mutesSeen(desk)).find((one) => one.id === id)
  if (!found)
    throw new NotFoundError('no-such-mute', text`There is no mute ${code(id)} that you may see.`, {
      hint: text`${code('mutes')} lists them.`,
    })
  const isOwn = found.by.user === by.user
  const topic = await topicOfMute(found.what, ledger)
  const record = await muteRecord('unmute', found, { asking, ledger, at: clock.now() })
  if (!isOwn) await orOnRecord(() => gate.mustBeLet('unmute', 'change', topic), record, desk)
  await commit({ lifted: [id], records: [record] }, desk)
  return view('done', text`No longer muted: ${sayMuted(found.what)}`)
}

/** An old message must not silence what may come back: its owner can be muted. */
function throwIfOver(incident: Incident): void {
  if (incident.state === 'resolved') throw overAlready(incident)
}

/** What is open of it, as it looks now. */
function facesOf(what: Muted, { ledger, watchings }: AtDesk): readonly Face[] {
  const open = ledger
    .incidents()
    .filter((incident) => incident.state === 'open' && isAbout(what, incident))
  if (open.length > 0) return open.map((incident) => faceOf(incident, watchings))
  throw new UsageError('nothing-to-change', text`Nothing of it is open, so nothing can change.`, {
    hint: text`Say for how long instead, such as ${code('2h')}.`,
  })
}

const sayEnd = (end: MuteEnd): Text =>
  end === 'change'
    ? text`until it gets worse, is over or has a new revision`
    : text`until ${time(end)}`

async function commit(
  step: Pick<Parameters<AtDesk['ledger']['commit']>[0], 'mutes' | 'lifted' | 'records'>,
  { ledger, wake }: AtDesk,
): Promise<void> {
  await ledger.commit({ incidents: [], deliveries: [], ...step })
  wake()
}

const nothingThere = () =>
  new NotFoundError('no-such-incident', text`There is nothing there that you may see.`)

const tooLong = () =>
  new UsageError(
    'mute-too-long',
    text`A mute lasts 30 days at most: what nobody wants to hear of for longer is better left out of ${code('notifications')} in the configuration.`,
  )
