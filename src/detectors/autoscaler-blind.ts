import { text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { METRIC_MODES } from './diagnosis/metrics.ts'
import { diagnose } from './diagnosis/mode.ts'
import { autoscalerCondition } from './reading/autoscaler-condition.ts'
import { sinceOf } from './reading/condition.ts'
import { AUTOSCALERS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

export const autoscalerBlind = defineDetector({
  id: 'autoscaler-blind',
  summary: 'an autoscaler cannot read its metrics or its target, so it does not scale',
  resource: 'horizontalpodautoscalers.autoscaling',
  keeps: [AUTOSCALERS],
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 2 * 60_000,
  nextStep: 'Look at the metrics API and at the requests of its pods.',
  see(autoscaler) {
    const blind = ['AbleToScale', 'ScalingActive']
      .map((type) => autoscalerCondition(autoscaler, type))
      .find((one) => one?.status === 'False' && !ON_PURPOSE.includes(one.reason ?? ''))
    if (!blind) return undefined
    const said = `${blind.reason ?? 'not active'}: ${blind.message ?? 'no reason given'}`
    return {
      summary: text`does not scale: ${oneLine(blind.reason ?? 'not active', 80)}`,
      evidence: [[oneLine(said)]],
      ...sinceOf(blind.since),
      ...diagnose(METRIC_MODES, said),
    }
  },
})

/** Scaled to zero by somebody, or waiting between two steps. */
const ON_PURPOSE = ['ScalingDisabled', 'BackoffBoth', 'BackoffDownscale', 'BackoffUpscale']
