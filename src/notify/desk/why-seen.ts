import type { Place } from '../../core/request.ts'
import { code, text } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { incidentOfKey } from '../cards/card-keys.ts'
import type { AtDesk } from './desk-parts.ts'
import { visible, visibleTeller } from './seen.ts'
import { whyHere } from './why-here.ts'

/** Why an incident is told where it is; without an id, the one in whose thread this is asked. */
export async function whySeen(wanted: string | undefined, desk: AtDesk): Promise<View | undefined> {
  if (wanted !== undefined) return explain(wanted, desk)
  const key = await threadOf(desk.asking.request.place, desk)
  if (key === undefined) return undefined
  const id = incidentOfKey(key)
  if (id !== undefined) return explain(id, desk)
  return key.startsWith('digest/') ? ofDigest() : undefined
}

async function explain(id: string, desk: AtDesk): Promise<View> {
  const incident = await visible(id, desk)
  const { settings, clock } = desk
  const teller = await visibleTeller(incident, desk)
  return whyHere(incident, { settings, teller, now: clock.now() })
}

/** The delivery above the thread in which somebody speaks. */
async function threadOf({ channelId, threadTs }: Place, { outbox }: AtDesk) {
  return threadTs === undefined ? undefined : outbox.keyAt({ channel: channelId, ts: threadTs })
}

const ofDigest = (): View =>
  view('plain', text`These incidents are told together`, [
    {
      part: 'text',
      text: text`So many came at once, or quiet hours kept them back. ${code('why ID')} explains one of them.`,
    },
  ])
