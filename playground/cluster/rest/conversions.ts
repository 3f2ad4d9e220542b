import { fieldsOf, textAt, type Fields } from '../json/value.ts'
import type { KindDefinition } from '../kinds/define-kind.ts'
import { cpuMeasured, cpuTarget } from '../kinds/autoscalers.ts'
import type { Resources } from '../kinds/resources.ts'
import type { Served } from './served.ts'

/** Second faces of stored objects: autoscaling/v1 and events.k8s.io/v1. */
export function convertedKinds({ autoscalers, events }: Resources): readonly Served[] {
  const face = (definition: KindDefinition, change: Partial<KindDefinition>): KindDefinition => ({
    ...definition,
    ...change,
  })
  return [
    {
      definition: face(autoscalers.definition, { version: 'v1' }),
      resource: autoscalers,
      custom: false,
      preferred: false,
      toWire: (object) => autoscalerV1(autoscalers.own(object)),
      fromWire: autoscalerFromV1,
    },
    {
      definition: face(events.definition, { group: 'events.k8s.io' }),
      resource: events,
      custom: false,
      preferred: true,
      toWire: (object) => eventV1(events.own(object)),
      fromWire: eventFromV1,
    },
  ]
}

function autoscalerV1(hpa: Parameters<typeof cpuTarget>[0]): Fields {
  const { metrics: _, ...spec } = hpa.spec
  const { currentMetrics: __, conditions: ___, ...status } = hpa.status
  const measured = cpuMeasured(hpa)
  return {
    ...hpa,
    apiVersion: 'autoscaling/v1',
    spec: { ...spec, targetCPUUtilizationPercentage: cpuTarget(hpa) },
    status: {
      ...status,
      currentReplicas: status.currentReplicas ?? 0,
      ...(measured !== undefined && { currentCPUUtilizationPercentage: measured }),
    },
  }
}

function autoscalerFromV1(body: unknown): Fields {
  const { targetCPUUtilizationPercentage: percent = 80, ...spec } = fieldsOf(fieldsOf(body)['spec'])
  const target = { type: 'Utilization', averageUtilization: percent }
  return {
    ...fieldsOf(body),
    spec: { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] },
  }
}

function eventV1(event: Fields): Fields {
  const { involvedObject, message, source, firstTimestamp, lastTimestamp, count, ...rest } = event
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    eventTime: null,
    regarding: involvedObject,
    note: message,
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
  }
}

function eventFromV1(body: unknown): Fields {
  const { regarding, note, ...rest } = fieldsOf(body)
  const at = textAt(body, 'eventTime')
  return {
    ...rest,
    involvedObject: regarding,
    message: note,
    ...(at && { firstTimestamp: at, lastTimestamp: at, count: 1 }),
  }
}
