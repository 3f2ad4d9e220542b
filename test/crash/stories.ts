import type { people } from '../../playground/slack/workspace.ts'
import type { OBJECTS } from './place.ts'
import type { StoredPlan } from './ledger.ts'

type Who = keyof typeof people

/** What somebody does next: types words, or presses a button of a plan's card. */
export type Doing = {
  readonly who: Who
  readonly words: string
  /** Instead of typing: this button on the card of that plan. */
  readonly press?: { readonly plan: string; readonly label: string }
  /** Before, once: somebody else gives the story's object another image. */
  readonly meddle?: true
}

export type Round = {
  /** In the words of the change, so that no two rounds say the same. */
  readonly mark: string
  /** Another number than the object has now. */
  readonly replicas: number
  /** People press buttons where there are any. */
  readonly pressing: boolean
}

/** Some people and what they are up to. Asked again whenever all is quiet, so it goes on after any crash. */
export type Story = {
  readonly name: string
  readonly object: (typeof OBJECTS)[number]
  /** At how many of its steps the bot can be killed. */
  readonly steps: number
  next(plans: readonly StoredPlan[], round: Round): Doing | undefined
}

const scale = (object: string, { replicas, mark }: Round, more = '') =>
  `scale deployment/${object} ${replicas} --reason "${mark}"${more}`

const approve = (who: Who, { plan: { id } }: StoredPlan, { pressing }: Round): Doing => ({
  who,
  words: `approve ${id}`,
  ...(pressing && { press: { plan: id, label: 'Approve' } }),
})

const isWaiting = (plan: StoredPlan | undefined) => plan?.state === 'waiting'

/** Policy simply allows it. */
const allowed: Story = {
  name: 'allowed',
  object: 'web',
  steps: 1,
  next: ([main], round) => (main ? undefined : { who: 'bob', words: scale('web', round) }),
}

const labelled: Story = {
  name: 'label',
  object: 'web',
  steps: 1,
  next: ([main], { mark }) =>
    main ? undefined : { who: 'bob', words: `label deployment/web round=${mark} --overwrite` },
}

const approved: Story = {
  name: 'approved by one',
  object: 'till',
  steps: 2,
  next([main], round) {
    if (!main) return { who: 'bob', words: scale('till', round) }
    return isWaiting(main) ? approve('alice', main, round) : undefined
  },
}

const byTwoGroups: Story = {
  name: 'approved by two groups',
  object: 'vault',
  steps: 4,
  next([main], round) {
    if (!main) return { who: 'bob', words: scale('vault', round) }
    const missing = (['alice', 'carol', 'dave'] as const).find(
      (who) => !main.votes.some(({ voter }) => voter.user === who),
    )
    return isWaiting(main) && missing ? approve(missing, main, round) : undefined
  },
}

/** The plan that was voted on is void by then; the one in its place is carried out. */
const drifted: Story = {
  name: 'drifted',
  object: 'till',
  steps: 3,
  next(plans, round) {
    const last = plans.at(-1)
    if (!last) return { who: 'bob', words: scale('till', round) }
    return isWaiting(last) ? { ...approve('alice', last, round), meddle: true } : undefined
  },
}

const denied: Story = {
  name: 'denied',
  object: 'till',
  steps: 2,
  next([main], round) {
    if (!main) return { who: 'bob', words: scale('till', round) }
    return isWaiting(main) ? { who: 'alice', words: `deny ${main.plan.id} not now` } : undefined
  },
}

const undone: Story = {
  name: 'undone',
  object: 'web',
  steps: 2,
  next([main, undo], round) {
    if (!main) return { who: 'bob', words: scale('web', round) }
    const isDone = main.outcome?.kind === 'rolled-out'
    return isDone && !undo ? { who: 'bob', words: `undo ${main.plan.id}` } : undefined
  },
}

/** How long it lasts is long enough to be killed in between. */
const temporary: Story = {
  name: 'temporary',
  object: 'web',
  steps: 1,
  next: ([main], round) =>
    main ? undefined : { who: 'bob', words: scale('web', round, ' --for 5s') },
}

export const stories: readonly Story[] = [
  allowed,
  labelled,
  approved,
  byTwoGroups,
  drifted,
  denied,
  undone,
  temporary,
]
