import type { WorldEvent, World } from '../../../host/page-wire.ts'
import type { SlackChange, SlackSnapshot } from '../../../slack/page-model.ts'

/** As many lines of traffic as the inspector keeps. */
const KEPT = 600

/** The world after one event; the same object when nothing changed. */
export function applyEvent(world: World | undefined, event: WorldEvent): World | undefined {
  if (event.event === 'world') return inOrder(event.data)
  if (!world) return undefined
  switch (event.event) {
    case 'slack':
      return { ...world, slack: applySlack(world.slack, event.data) }
    case 'cluster':
      return { ...world, clusters: put(world.clusters, event.data, (cluster) => cluster.name) }
    case 'bot':
      return { ...world, bot: event.data }
    case 'request':
      return { ...world, requests: [...world.requests, event.data].slice(-KEPT) }
  }
}

/** A snapshot lists messages channel by channel; here they stand by time. */
const inOrder = (world: World): World => ({
  ...world,
  slack: {
    ...world.slack,
    messages: world.slack.messages.toSorted((a, b) => Number(a.ts) - Number(b.ts)),
  },
})

function applySlack(slack: SlackSnapshot, change: SlackChange): SlackSnapshot {
  switch (change.change) {
    case 'message':
      return { ...slack, messages: putMessage(slack.messages, change.message) }
    case 'message-gone':
      return { ...slack, messages: slack.messages.filter((one) => !isSameMessage(one, change)) }
    case 'channel':
      return { ...slack, channels: put(slack.channels, change.channel, (one) => one.id) }
    case 'modal':
      return { ...slack, modals: put(slack.modals, change.modal, (one) => one.userId) }
    case 'modal-gone':
      return { ...slack, modals: slack.modals.filter((one) => one.viewId !== change.viewId) }
    case 'home':
      return { ...slack, homes: put(slack.homes, change.home, (one) => one.userId) }
    case 'connections':
      return { ...slack, connections: change.connections }
    case 'traffic':
      return { ...slack, traffic: put(slack.traffic, change.entry, (one) => one.id).slice(-KEPT) }
  }
}

type Message = SlackSnapshot['messages'][number]
type Address = Pick<Message, 'channelId' | 'ts'>

const isSameMessage = (one: Address, other: Address) =>
  one.ts === other.ts && one.channelId === other.channelId

function putMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findLastIndex((one) => isSameMessage(one, message))
  if (at !== -1) return messages.with(at, message)
  const after = messages.findLastIndex((one) => Number(one.ts) <= Number(message.ts))
  return messages.toSpliced(after + 1, 0, message)
}

function put<T>(all: readonly T[], one: T, key: (item: T) => unknown): readonly T[] {
  const at = all.findLastIndex((other) => key(other) === key(one))
  return at === -1 ? [...all, one] : all.with(at, one)
}
