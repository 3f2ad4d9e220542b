import type { Judge } from '../../core/judge.ts'
import { bounded, counter, type Meter } from '../../core/meter.ts'

export const VERDICTS = counter({
  name: 'deckwatch_policy_verdicts_total',
  help: 'What policy said, by command: also when a change that waited is judged again.',
  labels: { command: bounded('the commands that there are'), verdict: ['allow', 'ask', 'deny'] },
})

/** The same judge; what it says is counted. */
export const meteredJudge = (judge: Judge, meter: Meter): Judge => ({
  ...judge,
  judge(facts) {
    const verdict = judge.judge(facts)
    meter.count(VERDICTS, { command: facts.command, verdict: verdict.kind })
    return verdict
  },
})
