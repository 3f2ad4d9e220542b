import type { Spot } from './spot.ts'
import type { Outbox, PostedAt } from '../../core/delivery.ts'
import type { Place } from '../../core/request.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import type { Self } from '../intake/said.ts'
import type { Offers } from '../offers.ts'
import { render } from '../render/render.ts'
import type { Web } from '../web/web.ts'
import type { OnUnpostable } from './admin-notices.ts'
import type { Courier } from './courier.ts'
import type { ChannelStates } from './channel-states.ts'
import { createDeliver, type Deliver } from './deliver.ts'
import { createMessenger, type RunningMessenger } from './messenger.ts'
import { createPlaces } from './places.ts'
import { createProgress } from './progress.ts'
import type { Tracer } from '../../core/tracer.ts'

type Parts = {
  readonly web: Web
  readonly courier: Courier
  readonly offers: Offers
  readonly outbox: Outbox
  readonly onUnpostable: OnUnpostable
  /** See `ChannelGuard`. */
  readonly admit: (channel: string) => Promise<void>
  readonly channels: ChannelStates
  /** Undefined until we know who we are. */
  readonly self: () => Self | undefined
  readonly clock: Clock
  readonly log: Log
  readonly tracer: Tracer
}

/** The messenger of our workspace: views become messages whose buttons are known before anybody sees them. */
export function createSlackMessenger(parts: Parts): RunningMessenger {
  const { courier, offers, outbox, self, channels, log } = parts
  const places = createPlaces(outbox)
  const draw = (view: View, spot: Spot) =>
    render(view, { offer: (button) => offers.remember(button, placeOf(spot, self())) })
  const drawStored = async (view: View, spot: Spot) => {
    const message = draw(view, spot)
    await offers.settled()
    return message
  }

  return createMessenger({
    ...parts,
    places,
    deliver: noting(channels, { ...parts, draw: drawStored }),
    progress: createProgress({ courier, places, draw, log }),
    linkTo: (posted) => linkTo(posted, self()?.url),
  })
}

/** Remembers what became of what was posted; an edit says nothing of who may post. */
function noting(channels: ChannelStates, parts: Parameters<typeof createDeliver>[0]): Deliver {
  const deliver = createDeliver({
    ...parts,
    onUnpostable(channel, reason, instead) {
      if (instead !== 'people') channels.refused(channel, reason)
      parts.onUnpostable(channel, reason, instead)
    },
  })
  return async (errand) => {
    const posted = await deliver(errand)
    if (posted !== 'nowhere' && !errand.pending.posted) channels.took(posted.channel)
    return posted
  }
}

function placeOf({ channel, threadTs }: Spot, self: Self | undefined): Place {
  const kind = channel.startsWith('D') ? 'dm' : 'channel'
  const place = { teamId: self?.teamId ?? '', channelId: channel, kind } as const
  return threadTs === undefined ? place : { ...place, threadTs }
}

/** As chat.getPermalink gives it, without asking: https://docs.slack.dev/reference/methods/chat.getPermalink */
function linkTo({ channel, ts, threadTs }: PostedAt, workspace: string | undefined) {
  if (workspace === undefined) return undefined
  const link = new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspace)
  if (threadTs === undefined) return link.href
  link.searchParams.set('thread_ts', threadTs)
  link.searchParams.set('cid', channel)
  return link.href
}
