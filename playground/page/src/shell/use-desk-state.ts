import { useState } from 'preact/hooks'
import type { World } from '../../../host/page-wire.ts'
import type { Desk } from './desk.ts'
import { findChannel, findMe } from './seat.ts'
import { useActs } from './use-acts.ts'
import { usePanes } from './use-panes.ts'
import { useStored } from './use-stored.ts'
import { useUnread } from './use-unread.ts'

/** The desk for a world: who sits there, what is open, and how to do things. */
export function useDeskState(world: World, report: (problem: string) => void): Desk {
  const [meId, setMe] = useStored('me', '')
  const [channelId, setChannel] = useStored('channel', '')
  const [threadTs, openThread] = useState<string>()
  const [fill, setFill] = useState<string>()
  const me = findMe(world, meId)
  const channel = findChannel(world, me.id, channelId)
  const { unread, inboxes } = useUnread(world.slack, { me: me.id, channel })
  const { note, ...acts } = useActs(me.name, report)
  const panes = usePanes(() => note({ deed: 'looked', at: Date.now() }))
  return {
    world,
    me,
    channel,
    threadTs,
    fill,
    unread,
    inboxes,
    openThread,
    ...acts,
    ...panes,
    be(userId) {
      setMe(userId)
      openThread(undefined)
    },
    open(id) {
      setChannel(id)
      openThread(undefined)
    },
    compose(text) {
      panes.show('chat')
      setFill(text)
    },
    filled: () => setFill(undefined),
  }
}
