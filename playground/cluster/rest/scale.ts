import { dig, fieldsOf, numberAt, textAt, withoutNulls, type Fields } from '../json/value.ts'
import { stamp } from '../pace.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector, selectorText } from '../storage/selector.ts'
import { refuse } from './refusals.ts'

/** The autoscaling/v1 Scale of a workload. Zero replicas are left out of spec, as Go's omitempty does. */
export function scaleOf(object: KubeObject): Fields {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const replicas = numberAt(object, 'spec', 'replicas')
  const selector = LabelSelector.optional().parse(dig(object, 'spec', 'selector'))
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      creationTimestamp: stampOf(creationTimestamp),
    },
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(object, 'status', 'replicas'),
      ...(selector && { selector: selectorText(selector) }),
    },
  }
}

const stampOf = (text: string) => (text ? stamp(new Date(text)) : null)

/** The workload with a changed Scale's replicas; missing ones mean zero. */
export function withScale(object: KubeObject, changed: unknown): Fields {
  const scale = fieldsOf(withoutNulls(changed))
  const replicas = dig(scale, 'spec', 'replicas') ?? 0
  const { name } = object.metadata
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw refuse.badRequest(
      `Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal ${typeof replicas} into Go struct field ScaleSpec.spec.replicas of type int32`,
    )
  if (replicas < 0)
    throw refuse.invalid({ group: 'autoscaling', resource: 'scales', kind: 'Scale' }, name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ])
  const uid = textAt(scale, 'metadata', 'uid')
  const resourceVersion = textAt(scale, 'metadata', 'resourceVersion')
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
    },
    spec: { ...fieldsOf(object['spec']), replicas },
  }
}
