import { UsageError } from '../errors.ts'
import type { Kind } from '../resource.ts'
import { code, text } from '../text.ts'

const ROLLABLE = ['deployments', 'statefulsets', 'daemonsets']

/** Whether objects of this kind roll out new revisions of their pods. */
const isRollable = ({ group, resource }: Kind): boolean =>
  group === 'apps' && ROLLABLE.includes(resource)

/** Throws UsageError for kinds that have no rollouts, saying which have. */
export function mustBeRollable(kind: Kind): void {
  if (isRollable(kind)) return
  throw new UsageError('no-rollouts', text`${code(kind.resource)} have no rollouts.`, {
    hint: text`It works for deployments, statefulsets and daemonsets.`,
  })
}
