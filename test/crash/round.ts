import { setTimeout as sleep } from 'node:timers/promises'
import { people } from '../../playground/slack/workspace.ts'
import type { Lane } from './lane.ts'
import { look, readPending, readPlans, releaseMessages, type StoredPlan } from './ledger.ts'
import type { Moment } from './moments.ts'
import { CHANNEL } from './place.ts'
import type { Doing, Round, Story } from './stories.ts'
import { cardsOf } from './truth.ts'

/** When the bot is killed: at which step of the story, and at which moment of it. */
export type Death = {
  readonly step: number
  readonly moment: Moment
  /** And once more, so long after the next start. */
  readonly againMs?: number
  /** Nobody waits for the minute that messages stay with the dead process: most rounds, so that a run takes minutes. */
  readonly isHurried: boolean
}

export type Played = {
  /** Only those of this round, oldest first. */
  readonly plans: readonly StoredPlan[]
  /** At which moments it was killed. */
  readonly deaths: readonly string[]
}

const MOST_STEPS = 15
// A message that a dead process was sending is taken up again after a minute.
const PATIENCE_MS = 150_000

/** Plays a story to its end and kills the bot on the way, once or twice. */
export async function play(
  lane: Lane,
  story: Story,
  { round, death }: { readonly round: Round; readonly death: Death },
): Promise<Played> {
  const reaper = createReaper(lane, death)
  const known = new Set((await untilQuiet(lane, reaper)).map(({ plan }) => plan.id))
  const mine = async () =>
    (await untilQuiet(lane, reaper)).filter(({ plan }) => !known.has(plan.id))
  for (let step = 0; ; step++) {
    const doing = story.next(await mine(), round)
    if (!doing) break
    if (step > MOST_STEPS) throw new Error(`it goes round in circles: ${JSON.stringify(doing)}`)
    const before = lane.shown.length
    if (step === death.step) reaper.lieInWait()
    await act(lane, doing)
    if (step === death.step) await reaper.strikeLater()
    await untilAnswered(lane, before)
  }
  reaper.strikeAtLast()
  return { plans: await mine(), deaths: reaper.deaths }
}

type Reaper = ReturnType<typeof createReaper>

function createReaper(lane: Lane, { moment, againMs, isHurried }: Death) {
  const deaths: string[] = []
  const strike = (name: string) => {
    if (lane.isUp()) deaths.push(name)
    lane.kill()
  }
  let again = againMs
  return {
    deaths,
    lieInWait: () => lane.tripwire.arm(moment, () => strike(moment.name)),
    async strikeLater() {
      if (!('afterMs' in moment)) return
      await sleep(moment.afterMs)
      strike(moment.name)
    },
    /** The moment did not come: then when all is over. */
    strikeAtLast() {
      lane.tripwire.disarm()
      if (deaths.length === 0) strike('at rest')
    },
    /** Starts the bot; the first time it may not get far. */
    async revive() {
      await lane.gone()
      if (isHurried && deaths.length > 0) await look(lane.store, releaseMessages)
      const up = lane.up()
      if (again !== undefined && deaths.length > 0) {
        await Promise.race([up, sleep(again)])
        again = undefined
        strike('while it starts')
      }
      await up
    },
  }
}

/** Resolves with all plans once the bot is up, nothing is to be carried out and nothing is left to be told. */
async function untilQuiet(lane: Lane, reaper: Reaper): Promise<readonly StoredPlan[]> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    if (!lane.isUp()) await reaper.revive()
    const { plans, pending } = await look(lane.store, async (db) => ({
      plans: await readPlans(db),
      pending: await readPending(db),
    }))
    const busy = plans.filter(isBusy)
    if (lane.isUp() && busy.length === 0 && pending.length === 0) return plans
    if (performance.now() > deadline) {
      const states = busy.map(({ plan, state }) => `${plan.id} ${state}`)
      throw new Error(`it does not come to rest: ${[...states, ...pending].join(', ')}`)
    }
    await sleep(60)
  }
}

const isBusy = ({ state }: StoredPlan) => ['approved', 'executing', 'scheduled'].includes(state)

async function act({ slack }: Lane, { who, words, press }: Doing): Promise<void> {
  const card = press && cardsOf(press.plan, slack.messages(CHANNEL))[0]
  if (press && card) await slack.driver.click(people[who], card, press.label)
  else await slack.driver.say(people[who], CHANNEL, `/k8s ${words}`)
}

/** Whoever asked waits for a word, or sees that nobody is there any more. */
async function untilAnswered(lane: Lane, before: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (lane.isUp() && lane.shown.length === before) {
    if (performance.now() > deadline) throw new Error('no answer came')
    await sleep(20)
  }
}
