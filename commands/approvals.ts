import { approveButton, denyButton } from '../src/core/cards/card-buttons.ts'
import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import type { HeldPlan } from '../src/core/held/held-plan.ts'
import { bold, text } from '../src/core/text.ts'
import { type Button, type Part, type View, view } from '../src/core/view.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'
import { optional, toggle } from '../src/core/words/parameters.ts'
import { buttonsFor, cancelButton, detailsButton } from './plans/plan-buttons.ts'
import { type Column, planTable, sayWhen } from './plans/plan-rows.ts'

/** `approvals`: what waits for this person's vote, and what of theirs waits for others. */
export const approvals = defineQuery({
  name: 'approvals',
  aliases: ['approval'],
  summary: 'Show the plans that wait for your approval, and yours that wait',
  details:
    'With an id, everything about that plan: what it changes, who voted, until when it waits.',
  parameters: {
    id: optional(planIdArgument('one plan, as its card shows it')),
    mine: toggle('only what you asked for'),
    all: toggle('everything that waits and that you may see'),
  },
  examples: ['approvals', 'approvals 8f3c21aa', 'approvals --mine', 'approvals --all'],
  cluster: false,
  access: async () => [],
  run: async ({ id, mine, all }, context) => {
    const { plans } = context.desk
    if ([id !== undefined, mine, all].filter(Boolean).length > 1) throw oneOfThem()
    if (id !== undefined) return plans.show(id)
    if (all) return listing('waiting for approval', await plans.list('all'), context)
    const own = await plans.list('mine')
    if (mine) return listing('asked for by you', own, context)
    return overview(await plans.list('waiting'), own, context)
  },
})

const oneOfThem = () =>
  new UsageError('two-lists', text`Say an id, or --mine, or --all: one of them.`)

/** Newest first is how they come; what waits goes before what is over. */
const isOpen = ({ state }: HeldPlan) => ['waiting', 'approved', 'scheduled'].includes(state)

function overview(
  waiting: readonly HeldPlan[],
  mine: readonly HeldPlan[],
  context: CommandContext,
): View {
  const own = mine.filter(isOpen)
  const title = text`${bold('waiting for your approval')} · ${countOf(waiting)}`
  const parts = [
    ...tableOf(waiting, context),
    ...(own.length === 0
      ? []
      : [{ part: 'text' as const, text: text`Yours:` }, ...tableOf(own, context)]),
  ]
  const buttons = [
    ...buttonsFor(waiting, forApprover),
    ...(waiting.length === 0 ? buttonsFor(own, forRequester) : []),
  ]
  return { ...view(waiting.length > 0 ? 'waiting' : 'plain', title, parts), buttons }
}

function listing(what: string, plans: readonly HeldPlan[], context: CommandContext): View {
  const sorted = [...plans.filter(isOpen), ...plans.filter((held) => !isOpen(held))]
  const title = text`${bold(what)} · ${countOf(plans)}`
  return {
    ...view('plain', title, tableOf(sorted, context)),
    buttons: buttonsFor(sorted.filter(isOpen), (id) => [detailsButton(id)]),
  }
}

function tableOf(plans: readonly HeldPlan[], { clock }: CommandContext): Part[] {
  const now = clock.now()
  const columns: readonly Column[] = [
    ['State', ({ state, outcome }) => (state === 'ended' ? (outcome?.kind ?? state) : state)],
    ['Votes', sayVotes],
    ['Until', (held) => (isOpen(held) ? sayWhen(held.until ?? held.dueAt, now) : '')],
  ]
  return plans.length === 0 ? [] : [planTable(plans, ...columns)]
}

/** `jane ✓, bob ✕`. */
const sayVotes = ({ votes }: HeldPlan): string =>
  votes.map(({ voter, choice }) => `${voter.user} ${choice === 'approve' ? '✓' : '✕'}`).join(', ')

const forApprover = (id: string, held: HeldPlan): readonly Button[] => [
  approveButton(held),
  denyButton(id),
  detailsButton(id),
]

const forRequester = (id: string): readonly Button[] => [detailsButton(id), cancelButton(id)]

const countOf = (plans: readonly HeldPlan[]) => (plans.length === 0 ? 'none' : plans.length)
