import type { JsonObject } from '../block-kit/json.ts'
import type { Ack } from '../delivery/delivery.ts'
import type { ModalInput, PageMessage } from '../page-model.ts'
import { messageJson, viewJson } from '../web-api/as-json.ts'
import type { View } from '../world/views.ts'
import { chosen } from './chosen.ts'
import { DriverError } from './driver-error.ts'
import type { Element, Which } from './element.ts'
import { findElement } from './element.ts'
import type { Named, Stage } from './stage.ts'
import { findChannel, findPerson, interaction, responseUrl } from './stage.ts'
import { stateValues } from './view-state.ts'
import { slackTime } from '../world/slack-time.ts'

/** Somebody presses a button (or picks from a menu) in a message they see. */
export async function click(
  stage: Stage,
  who: Named,
  [shown, which]: readonly [Pick<PageMessage, 'channelId' | 'ts'>, Which],
): Promise<Ack> {
  const { world } = stage
  const person = findPerson(stage, who)
  const channel = findChannel(stage, person, shown.channelId)
  const message = world.messages.find(channel.id, shown.ts)
  if (!message) throw new DriverError('That message is gone.')
  if (message.onlyFor && message.onlyFor !== person.id)
    throw new DriverError(`${person.name} does not see that message.`)
  const element = findElement(message.blocks, which)
  const target = { userId: person.id, channelId: channel.id, messageTs: message.ts }
  return send(stage, element, {
    type: 'block_actions',
    ...interaction(stage, person),
    trigger_id: world.triggers.create(person.id),
    response_url: responseUrl(stage, 'actions', target),
    channel: { id: channel.id, name: channel.kind === 'dm' ? 'directmessage' : channel.name },
    ...container(message),
    // An ephemeral message is not stored anywhere, so Slack has none to send.
    ...(message.onlyFor ? {} : { message: messageJson(world, message) }),
    state: { values: {} },
    actions: [action(stage, element, valueOf(which))],
  })
}

/** The same inside a modal; what was filled in so far travels along. */
export async function clickInView(
  stage: Stage,
  view: View,
  [which, input]: readonly [Which, ModalInput],
): Promise<Ack> {
  const { world } = stage
  const element = findElement(view.definition.blocks, which)
  return send(stage, element, {
    type: 'block_actions',
    ...interaction(stage, findPerson(stage, view.userId)),
    trigger_id: world.triggers.create(view.userId, view.id),
    container: { type: 'view', view_id: view.id },
    view: viewJson(world, view, stateValues(view, input)),
    actions: [action(stage, element, valueOf(which))],
  })
}

const send = (stage: Stage, element: Element, payload: JsonObject) =>
  stage.send({
    type: 'interactive',
    name: `block_actions ${element.actionId}`,
    payload,
    acceptsResponse: false,
  })

const valueOf = (which: Which) => (typeof which === 'string' ? undefined : which.value)

const container = ({ ts, channelId, threadTs, onlyFor }: PageMessage) => ({
  container: {
    type: 'message',
    message_ts: ts,
    channel_id: channelId,
    is_ephemeral: onlyFor !== undefined,
    ...(threadTs && threadTs !== ts ? { thread_ts: threadTs } : {}),
  },
})

function action({ world }: Stage, element: Element, value: string | readonly string[] | undefined) {
  const { type, actionId, blockId, fields } = element
  const { text, value: own, confirm } = fields
  return {
    type,
    action_id: actionId,
    block_id: blockId,
    ...(text === undefined ? {} : { text }),
    ...(own === undefined ? {} : { value: own }),
    ...(confirm === undefined ? {} : { confirm }),
    ...chosen(element, value),
    action_ts: slackTime(world.clock),
  }
}
