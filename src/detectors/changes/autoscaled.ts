import type { Look, Watched } from '../../core/watched.ts'
import { kindOf } from '../../core/about/known-kinds.ts'
import { fieldsOf, specOf } from '../reading/fields.ts'

/** Whether an autoscaler owns its replicas. */
export const isAutoscaled = (object: Watched, look: Look): boolean =>
  look
    .list('horizontalpodautoscalers.autoscaling', object.namespace)
    .map((autoscaler) => fieldsOf(specOf(autoscaler)['scaleTargetRef']))
    .some(({ kind, name }) => name === object.name && kind === kindOf(object))
