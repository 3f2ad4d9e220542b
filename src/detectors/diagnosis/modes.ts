import { ENDING_MODES } from './endings.ts'
import { IMAGE_MODES } from './images.ts'
import { JOB_MODES } from './jobs.ts'
import { MEMORY_MODES } from './memory.ts'
import { METRIC_MODES } from './metrics.ts'
import type { Mode } from './mode.ts'
import { NODE_MODES } from './nodes.ts'
import { PLACEMENT_MODES } from './placements.ts'
import { REFUSAL_MODES } from './refusals.ts'
import { START_MODES } from './starts.ts'

/** Every known failure mode, for the documentation. */
export const failureModes: readonly Pick<Mode<unknown>, 'id' | 'likely' | 'nextStep'>[] = [
  ...ENDING_MODES,
  ...MEMORY_MODES,
  ...IMAGE_MODES,
  ...START_MODES,
  ...PLACEMENT_MODES,
  ...REFUSAL_MODES,
  ...JOB_MODES,
  ...NODE_MODES,
  ...METRIC_MODES,
]
