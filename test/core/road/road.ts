import type { HeldPlan } from '../../../src/core/held/held-plan.ts'
import type { Place } from '../../../src/core/request.ts'
import type { View } from '../../../src/core/view.ts'
import { startProcess } from './road-process.ts'
import { createWorld, type RoadWishes } from './road-world.ts'

/** The whole road with a fake cluster at its end and a fake conversation at its beginning. */
export function testRoad(wishes: RoadWishes = {}) {
  const world = createWorld(wishes)
  const { book, conversation, nextId } = world
  let running = startProcess(world, 'process-1')
  const place: Place = { teamId: 'T1', channelId: 'C1', kind: 'channel' }
  const ask = (words: string, via: 'slash' | 'button' = 'slash', userId = 'U1') =>
    running.answer(
      { id: `r${nextId()}`, person: { userId, teamId: 'T1' }, place, words, via },
      conversation,
    )
  const plans = () => book.list({ limit: 100 })
  return {
    ...world,
    ask,
    /** Following ends, as when the program is told to stop. */
    stop: () => running.stopping.abort(),
    keeper: () => running.keeper,
    replan: running.replan,
    /** The process is gone without a word; another one takes its place. */
    crash: () => {
      running.life.isOver = true
      running = startProcess(world, `process-${nextId()}`)
    },
    /** A second one beside the first, asked as the first is. */
    another: () => startProcess(world, `process-${nextId()}`),
    plans,
    plan: async (id?: string): Promise<HeldPlan | undefined> =>
      id === undefined ? (await plans()).at(-1) : book.find(id),
    /** What Slack shows in the end: the card of the first plan, or of the one named. */
    card: (id?: string): View | undefined =>
      [...book.deliveries.values()].find(({ key }) =>
        id === undefined ? key.endsWith('/card') : key === `plan/${id}/card`,
      )?.view,
    message: (key: string): View | undefined => book.deliveries.get(key)?.view,
  }
}
