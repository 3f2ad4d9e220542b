import type { CommandContext } from '../command.ts'
import type { FollowParts } from './follow.ts'

/** What a crashed pod said is shown to everybody here, so policy must allow the person its logs. */
export function mayReadLog(pod: Pod, { desk }: CommandContext): boolean {
  const { name, namespace } = pod
  const target = { kind: 'pods', group: '', namespace, name }
  const question = { ...desk.facts, command: 'logs', risk: 'read' as const, target }
  return desk.judge.judge(question).kind === 'allow'
}

type Pod = Parameters<FollowParts['mayShowLog']>[0]
