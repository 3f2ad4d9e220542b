import type { Lane } from './lane.ts'
import { readLedger } from './ledger.ts'
import { atRandom, commitMoments, type Moment, moments } from './moments.ts'
import { pick, seeded } from './random.ts'
import { type Death, play } from './round.ts'
import { stories } from './stories.ts'
import { count, type Tally } from './tally.ts'
import { faultsOf } from './truth.ts'

/** One round: some story, one or two deaths, and then everything is looked at. */
export async function playRound(
  lane: Lane,
  { number, seed }: { readonly number: number; readonly seed: number },
  tally: Tally,
): Promise<void> {
  const random = seeded(seed + number)
  const story = pick(random, stories)
  const before = await lane.read(story.object)
  const others = [1, 2, 3].filter((replicas) => replicas !== before.replicas)
  const round = {
    mark: `round-${number}`,
    replicas: pick(random, others),
    pressing: random() < 0.5,
  }
  const steps = lane.store.engine === 'postgres' ? [...moments, ...commitMoments] : moments
  const death = randomDeath(random, story.steps, steps)
  const [writesBefore, shownBefore] = [lane.writes.size, lane.shown.length]
  const { plans, deaths, meddled } = await play(lane, story, { round, death })

  const ids = new Set(plans.map(({ plan }) => plan.id))
  const ledger = await readLedger(lane.store)
  const writes = [...lane.writes.values()].slice(writesBefore)
  const faults = faultsOf({
    plans,
    records: ledger.records.filter(({ plan }) => ids.has(plan?.id ?? '')),
    writes,
    shown: lane.shown.slice(shownBefore),
    now: lane.slack.world.messages.all().filter(({ onlyFor }) => onlyFor === undefined),
    generations: (await lane.read(story.object)).generation - before.generation - meddled,
    broken: ledger.broken,
  })
  const name = `round ${number} (${story.name}, killed: ${deaths.join(', then ')})`
  tally.faults.push(...faults.map((fault) => ({ ...fault, round: name })))
  tally.rounds++
  tally.writes += writes.length
  if (ledger.broken === undefined) tally.verified++
  for (const death of deaths) count(tally.deaths, death)
  count(tally.stories, story.name)
  for (const { state, outcome } of plans) count(tally.ends, outcome?.kind ?? state)
}

function randomDeath(random: () => number, steps: number, moments: readonly Moment[]): Death {
  return {
    step: Math.floor(random() * steps),
    moment: random() < 0.35 ? atRandom(random) : pick(random, moments),
    isHurried: random() < 0.9,
    isAll: random() < 0.5,
    ...(random() < 0.2 && { againMs: Math.floor(random() * 3000) }),
  }
}
