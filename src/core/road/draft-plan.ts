import type { ClusterReader } from '../cluster.ts'
import type { Change, CommandContext } from '../command.ts'
import { DeniedError } from '../errors.ts'
import type { Facts } from '../judge.ts'
import type { PlanDraft } from '../plan.ts'
import type { ObjectRef } from '../resource.ts'
import { text } from '../text.ts'
import { targetOf } from './gates.ts'

type Asked = {
  readonly command: Change
  readonly args: unknown
  readonly context: CommandContext
  /** Policy has no say: break-glass. */
  readonly isAround?: boolean
}

type Question = Omit<Facts, 'risk' | 'size'>

/**
 * Lets a command plan. Whom policy would not let change an object learns nothing of it: not that it is missing,
 * nor its revisions or replicas, which are what a plan that fails speaks of. Throws DeniedError then. `onAbout` is
 * told the object that the plan reads first.
 */
export async function draftPlan(
  { command, args, context, isAround = false }: Asked,
  onAbout: (about: ObjectRef) => void,
): Promise<PlanDraft> {
  const question: Question = { ...context.desk.facts, command: command.name }
  const { cluster, first } = rememberFirst(context.cluster, onAbout)
  // Which command that is comes with the plan, and is about a change that this person may see.
  if (isAround || command.judgedAsAnother) return command.plan(args, { ...context, cluster })
  throwUnlessPossible(context, question)
  try {
    return await command.plan(args, { ...context, cluster })
  } catch (error) {
    const about = first()
    if (about) throwUnlessPossible(context, { ...question, target: targetOf(about) })
    throw error
  }
}

/** In the words of the rule that makes it impossible. */
function throwUnlessPossible({ desk: { judge } }: CommandContext, question: Question): void {
  const isPossible =
    judge.could({ ...question, risk: 'change' }) || judge.could({ ...question, risk: 'danger' })
  if (isPossible) return
  const said = judge.judge({ ...question, risk: 'change' })
  const reason =
    said.kind === 'deny' ? said.reason : `no rule allows you to use ${question.command}`
  const verdict =
    said.kind === 'deny' ? said : ({ kind: 'deny', rule: { name: 'default' }, reason } as const)
  throw new DeniedError('policy-denied', text`${reason}`, { verdict })
}

/** The first object a plan reads by name is the one it is about. */
function rememberFirst(reader: ClusterReader, onFirst: (ref: ObjectRef) => void) {
  let first: ObjectRef | undefined
  const cluster: ClusterReader = {
    ...reader,
    get: (ref, shape) => {
      if (!first) onFirst((first = ref))
      return reader.get(ref, shape)
    },
  }
  return { cluster, first: () => first }
}
