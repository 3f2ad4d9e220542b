import { type Mode, says } from './mode.ts'

/** Why a job failed, from its Failed condition: `reason: message`. */
export const JOB_MODES: readonly Mode<string>[] = [
  {
    id: 'job-too-slow',
    fits: says(/DeadlineExceeded/),
    likely: 'It did not end within activeDeadlineSeconds.',
    nextStep: 'See how far it came in its logs; give it more time if that is honest.',
  },
  {
    id: 'job-gave-up',
    fits: says(/BackoffLimitExceeded|FailedIndexes|MaxFailedIndexes/),
    likely: 'Its pods failed more often than backoffLimit allows.',
    nextStep: 'Read the logs of its last pod.',
  },
  {
    id: 'job-stopped-by-policy',
    fits: says(/PodFailurePolicy/),
    likely: 'One of its pods failed in a way that its podFailurePolicy treats as final.',
    nextStep: 'Read the logs of the pod that the message names.',
  },
]
