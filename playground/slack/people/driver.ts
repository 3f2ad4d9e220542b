import type { Ack } from '../delivery/delivery.ts'
import type { ModalInput, PageMessage } from '../page-model.ts'
import { openDirectMessage } from '../web-api/find-channel.ts'
import type { Channel } from '../workspace.ts'
import { click, clickInView } from './click.ts'
import type { Which } from './element.ts'
import { closeView, submitView, topView } from './modal.ts'
import type { Said, Words } from './say.ts'
import { say } from './say.ts'
import type { Named, Stage } from './stage.ts'
import { findPerson, idOf } from './stage.ts'
import { slackTime } from '../world/slack-time.ts'

/**
 * What people do. Each resolves once the bot has acknowledged (or the three seconds are over), and throws
 * DriverError for what Slack's own screen would not allow.
 */
export type Driver = {
  /** Types into a channel, a thread or a direct message; `/k8s …` becomes a slash command. */
  say(who: Named, where: Named, words: Words): Promise<Said>
  /** Presses what has this action id, label or value in a message. */
  click(who: Named, message: Pick<PageMessage, 'channelId' | 'ts'>, which: Which): Promise<Ack>
  /** Presses something in the open modal. */
  clickInModal(who: Named, which: Which, input?: ModalInput): Promise<Ack>
  /** Undefined when a required field was left empty: then nothing is sent. */
  submit(who: Named, input?: ModalInput, viewId?: string): Promise<Ack | undefined>
  close(who: Named, viewId?: string): Promise<Ack | undefined>
  /** Removes an "only visible to you" message from the screen. */
  dismiss(who: Named, message: Pick<PageMessage, 'channelId' | 'ts'>): void
  openDm(who: Named): Channel
  openHome(who: Named): Promise<Ack | undefined>
}

export function createDriver(stage: Stage): Driver {
  const { world } = stage
  return {
    say: (who, where, words) => say(stage, who, [where, words]),
    click: (who, message, which) => click(stage, who, [message, which]),
    clickInModal: async (who, which, input = {}) =>
      clickInView(stage, topView(stage, who), [which, input]),
    submit: async (who, input = {}, viewId) =>
      submitView(stage, topView(stage, who, viewId), input),
    close: async (who, viewId) => closeView(stage, topView(stage, who, viewId)),
    dismiss(who, { channelId, ts }) {
      const message = world.messages.find(channelId, ts)
      if (message?.onlyFor === idOf(who)) world.messages.remove(message)
    },
    openDm: (who) => openDirectMessage(world, idOf(who)),
    openHome(who) {
      const person = findPerson(stage, who)
      return stage.announce('app_home_opened', {
        type: 'app_home_opened',
        user: person.id,
        channel: openDirectMessage(world, person.id).id,
        tab: 'home',
        event_ts: slackTime(world.clock),
      })
    },
  }
}
