import { type Mode, says } from './mode.ts'

/** Why an autoscaler is blind, from its condition: `reason: message`. */
export const METRIC_MODES: readonly Mode<string>[] = [
  {
    id: 'requests-missing',
    fits: says(/missing request for/i),
    likely: 'Its pods state no requests, so there is nothing to take a percentage of.',
    nextStep: 'Set requests for every container of the pods.',
  },
  {
    id: 'no-metrics-server',
    fits: says(
      /could not find the requested resource|no metrics known|no metrics returned|the server is currently unable/i,
    ),
    likely: 'The metrics API does not answer: metrics-server is missing or does not work.',
    nextStep: 'Look at metrics-server and at its APIService.',
  },
  {
    id: 'scale-target-missing',
    fits: says(/FailedGetScale|not found/i),
    likely: 'What it should scale does not exist.',
    nextStep: 'Correct scaleTargetRef, or delete the autoscaler.',
  },
]
