import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { Sampling } from './trace-settings.ts'

/** Which traces are kept. */
export function createSampler({ ratio, isParentBased }: Sampling): Sampler {
  const root = ofRatio(ratio)
  return isParentBased ? new ParentBasedSampler({ root }) : root
}

function ofRatio(ratio: number): Sampler {
  if (ratio === 1) return new AlwaysOnSampler()
  return ratio === 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio)
}
