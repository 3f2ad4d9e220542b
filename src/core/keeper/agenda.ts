import type { HeldPlan } from '../held/held-plan.ts'

export type Task = { readonly kind: 'begin' | 'expire' | 'take-over'; readonly held: HeldPlan }

export type Agenda = {
  /** Due now, the oldest plan first. */
  readonly tasks: readonly Task[]
  /** Until the next is due; Infinity when none is known. */
  readonly nextMs: number
}

type Around = {
  readonly now: Date
  /** This process is at it, whatever the store believes. */
  readonly isOurs: (held: HeldPlan) => boolean
}

/** What has to be done with which plan now, and when there will be more. */
export function agendaOf(plans: readonly HeldPlan[], { now, isOurs }: Around): Agenda {
  const others = plans.filter((held) => !isOurs(held))
  const known = others.flatMap((held) => duties(held).map((duty) => ({ ...duty, held })))
  const inMs = (at: number) => at - now.getTime()
  const tasks = known.filter(({ at }) => inMs(at) <= 0)
  const later = known.map(({ at }) => inMs(at)).filter((ms) => ms > 0)
  const byAge = tasks.toSorted((a, b) => (a.held.createdAt < b.held.createdAt ? -1 : 1))
  return { tasks: onePerPlan(byAge), nextMs: Math.min(Infinity, ...later) }
}

type Duty = { readonly kind: Task['kind']; readonly at: number }

function duties({ state, until, dueAt, runner, plan }: HeldPlan): readonly Duty[] {
  switch (state) {
    case 'executing':
      return moment('take-over', runner?.until)
    case 'waiting':
      return moment('expire', until)
    case 'scheduled':
      return [...moment('expire', until), ...moment('begin', dueAt)]
    case 'approved':
      return [...moment('expire', until), ...moment('begin', plan.at ?? plan.createdAt)]
    default:
      return []
  }
}

const moment = (kind: Task['kind'], at: string | undefined): readonly Duty[] =>
  at === undefined ? [] : [{ kind, at: Date.parse(at) }]

/** What is over is not begun any more. */
function onePerPlan(tasks: readonly (Task & Duty)[]): readonly Task[] {
  const first = new Map<string, Task>()
  for (const { kind, held } of tasks) {
    if (!first.has(held.plan.id)) first.set(held.plan.id, { kind, held })
  }
  return [...first.values()]
}
