import type { BreakAction, WorkloadCard } from '../../../cluster/page-model.ts'
import type { MenuItem } from '../shell/menu.tsx'

const WAYS = [
  { action: 'crash', label: 'Make it crash', hint: 'exit 1 soon after start' },
  { action: 'oom', label: 'Run out of memory', hint: 'OOMKilled' },
  { action: 'bad-image', label: 'Roll out a bad image', hint: 'ImagePullBackOff' },
  { action: 'stuck-rollout', label: 'Get a rollout stuck', hint: 'new pods never become ready' },
  { action: 'not-ready', label: 'Fail the readiness probe', hint: 'runs, but takes no traffic' },
  { action: 'drift-image', label: 'Change the image behind our back', hint: 'erin, with kubectl' },
  {
    action: 'drift-replicas',
    label: 'Scale behind our back',
    hint: 'erin, with kubectl: one more',
  },
] as const

/** The ways to break a workload. */
export function breakItems(
  { namespace, name }: WorkloadCard,
  breakIt: (action: BreakAction) => void,
): readonly MenuItem[] {
  return WAYS.map(({ action, label, hint }) => ({
    key: action,
    label,
    hint,
    choose: () => breakIt({ action, namespace, name }),
  }))
}
