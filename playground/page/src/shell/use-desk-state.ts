import { useState } from 'preact/hooks'
import type { World } from '../../../host/page-wire.ts'
import type { PageChannel, PageUser } from '../../../slack/page-model.ts'
import { actInSlack, actOnCluster } from '../world/act.ts'
import { conversationsOf } from '../world/conversation.ts'
import type { Deed, Desk, Pane } from './desk.ts'
import { useStored } from './use-stored.ts'
import { useUnread } from './use-unread.ts'

/** The desk for a world: who sits there, what is open, and how to do things. */
export function useDeskState(world: World, report: (problem: string) => void): Desk {
  const [meId, setMe] = useStored('me', '')
  const [channelId, setChannel] = useStored('channel', '')
  const [threadTs, openThread] = useState<string>()
  const [fill, setFill] = useState<string>()
  const [pane, setPane] = useState<Pane>('chat')
  const [trafficOpen, setTrafficOpen] = useState(false)
  const [deeds, setDeeds] = useState<readonly Deed[]>([])
  const me = findMe(world, meId)
  const channel = findChannel(world, me.id, channelId)
  const unread = useUnread(world.slack, me.id, channel.id)
  const note = (deed: Deed) => setDeeds((before) => [...before, deed])
  const tell = (problem: string | undefined) => problem && report(problem)
  return {
    world,
    me,
    channel,
    threadTs,
    fill,
    deeds,
    unread,
    openThread,
    be(userId) {
      setMe(userId)
      openThread(undefined)
    },
    open(id) {
      setChannel(id)
      openThread(undefined)
    },
    compose(text) {
      setPane('chat')
      setFill(text)
    },
    filled: () => setFill(undefined),
    slack(action) {
      if (action.do === 'say') {
        note({ deed: 'said', who: me.name, text: action.text, at: Date.now() })
      }
      void actInSlack(action).then(tell)
    },
    breakIt(cluster, action) {
      note({ deed: 'broke', action, at: Date.now() })
      void actOnCluster({ cluster, action }).then(tell)
    },
    pane,
    trafficOpen,
    show(next) {
      setPane(next)
      if (next !== 'traffic') return
      setTrafficOpen(true)
      note({ deed: 'looked', at: Date.now() })
    },
    closeTraffic() {
      setTrafficOpen(false)
      setPane('chat')
    },
  }
}

/** People one can be: everybody but bots. The one remembered, else the first with the fewest rights to break. */
export const peopleOf = (world: World): readonly PageUser[] =>
  world.slack.users.filter((user) => user.kind !== 'bot')

function findMe(world: World, id: string): PageUser {
  const people = peopleOf(world)
  const found =
    people.find((user) => user.id === id) ??
    people.find((user) => user.name === 'carol') ??
    people[0]
  if (!found) throw new Error('The embedded Slack has nobody to be.')
  return found
}

const NOWHERE: PageChannel = {
  id: '',
  name: 'nowhere',
  kind: 'private',
  topic: 'You are in no channel.',
  archived: false,
  members: [],
}

function findChannel(world: World, me: string, id: string): PageChannel {
  const mine = conversationsOf(world.slack, me)
  const named = mine.find((channel) => channel.id === id)
  return named ?? mine.find((channel) => channel.name === 'ops') ?? mine[0] ?? NOWHERE
}
