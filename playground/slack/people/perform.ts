import { z } from 'zod'
import type { Doing } from '../page-model.ts'
import type { Driver } from './driver.ts'

const id = z.string().min(1)
const value = z.union([z.string(), z.array(z.string())]).exactOptional()
const input = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const pressed = { actionId: id, blockId: id.exactOptional(), value }
const message = { userId: id, channelId: id, ts: id }

const Done: z.ZodType<Doing> = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('say'),
    userId: id,
    channelId: id,
    text: z.string().min(1).max(40_000),
    threadTs: id.exactOptional(),
  }),
  z.strictObject({ do: z.literal('click'), ...message, ...pressed }),
  z.strictObject({
    do: z.literal('click-in-modal'),
    userId: id,
    viewId: id,
    ...pressed,
    input: input.exactOptional(),
  }),
  z.strictObject({ do: z.literal('submit'), userId: id, viewId: id, input }),
  z.strictObject({ do: z.literal('close'), userId: id, viewId: id }),
  z.strictObject({ do: z.literal('dismiss'), ...message }),
  z.strictObject({ do: z.literal('open-dm'), userId: id }),
  z.strictObject({ do: z.literal('open-home'), userId: id }),
])

/** Does what the page asks, as it came over the wire. Throws ZodError for nonsense, DriverError for what is not allowed. */
export async function perform(driver: Driver, asked: unknown): Promise<void> {
  await act(driver, Done.parse(asked))
}

function act(driver: Driver, doing: Doing): Promise<unknown> | undefined {
  const who = doing.userId
  switch (doing.do) {
    case 'say':
      return driver.say(who, doing.channelId, { text: doing.text, thread: doing.threadTs })
    case 'click':
      return driver.click(who, doing, doing)
    case 'click-in-modal':
      return driver.clickInModal(who, doing, doing.input)
    case 'submit':
      return driver.submit(who, doing.input, doing.viewId)
    case 'close':
      return driver.close(who, doing.viewId)
    case 'open-home':
      return driver.openHome(who)
    case 'dismiss':
      driver.dismiss(who, doing)
      return undefined
    case 'open-dm':
      driver.openDm(who)
      return undefined
  }
}
