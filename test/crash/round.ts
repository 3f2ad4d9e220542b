import { setTimeout as sleep } from 'node:timers/promises'
import { people } from '../../playground/slack/workspace.ts'
import type { Lane } from './lane.ts'
import type { Replica } from './replica.ts'
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
  /** Every replica, where the moment is not of one. */
  readonly isAll: boolean
}

export type Played = {
  /** Only those of this round, oldest first. */
  readonly plans: readonly StoredPlan[]
  /** At which moments it was killed. */
  readonly deaths: readonly string[]
  /** How often somebody else changed the object. */
  readonly meddled: number
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
  let meddled = 0
  for (let step = 0; ; step++) {
    const doing = story.next(await mine(), round)
    if (!doing) break
    if (step > MOST_STEPS) throw new Error(`it goes round in circles: ${JSON.stringify(doing)}`)
    await lane.up()
    if (doing.meddle && meddled === 0) {
      meddled++
      await lane.meddle(story.object)
    }
    const answered = untilAnswered(lane, reaper)
    if (step === death.step) reaper.lieInWait()
    const isHeard = await act(lane, doing)
    if (step === death.step) await reaper.strikeLater()
    if (isHeard) await answered()
  }
  reaper.strikeAtLast()
  return { plans: await mine(), deaths: reaper.deaths, meddled }
}

type Reaper = ReturnType<typeof createReaper>

function createReaper(lane: Lane, { moment, againMs, isHurried, isAll }: Death) {
  const deaths: string[] = []
  const strike = (name: string, struck: readonly Replica[]) => {
    const living = struck.filter((replica) => replica.isUp())
    if (living.length > 0) deaths.push(name)
    for (const replica of living) replica.kill()
  }
  const victims = isAll ? lane.replicas : lane.replicas.slice(0, 1)
  let again = againMs
  return {
    deaths,
    lieInWait: () => lane.tripwire.arm(moment, (replica) => strike(moment.name, [replica])),
    async strikeLater() {
      if (!('afterMs' in moment)) return
      await sleep(moment.afterMs)
      strike(moment.name, victims)
    },
    /** The moment did not come: then when all is over. */
    strikeAtLast() {
      lane.tripwire.disarm()
      if (deaths.length === 0) strike('at rest', victims)
    },
    /** Starts who is dead; the first time they may not get far. */
    async revive() {
      await Promise.all(lane.replicas.map((replica) => replica.gone()))
      if (isHurried && deaths.length > 0) await look(lane.store, releaseMessages)
      const up = lane.up()
      if (again !== undefined && deaths.length > 0) {
        await Promise.race([up, sleep(again)])
        again = undefined
        strike('while it starts', lane.replicas)
      }
      await up
    },
  }
}

/** Resolves with all plans once a bot is up, nothing is to be carried out and nothing is left to be told. */
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

/** False when Slack found nobody to tell it to. */
async function act({ slack }: Lane, { who, words, press }: Doing): Promise<boolean> {
  const card = press && cardsOf(press.plan, slack.messages(CHANNEL))[0]
  if (press && card) return (await slack.driver.click(people[who], card, press.label)).acked
  const { acks } = await slack.driver.say(people[who], CHANNEL, `/k8s ${words}`)
  return acks.some(({ acked }) => acked)
}

/** Whoever asked waits for a word; when somebody died meanwhile, not for long. */
function untilAnswered(lane: Lane, { deaths }: Reaper): () => Promise<void> {
  const [said, died] = [lane.shown.length, deaths.length]
  return async () => {
    const deadline = performance.now() + PATIENCE_MS
    while (lane.shown.length === said && deaths.length === died) {
      if (performance.now() > deadline) throw new Error('no answer came')
      await sleep(20)
    }
    if (deaths.length > died) await sleep(300)
  }
}
