import { column, wide } from '../printing/column.ts'
import { podRestarts, podStatus, readyContainers } from '../printing/pod-words.ts'
import { defineKind } from './define-kind.ts'
import { Pod } from './pod-shape.ts'

export const podKind = defineKind<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  subresources: ['status', 'log', 'eviction'],
  deletion: 'graceful',
  shape: Pod,
  columns: [
    column('Ready', readyContainers),
    column('Status', podStatus),
    column('Restarts', podRestarts),
    wide('IP', (pod) => pod.status.podIP ?? '<none>'),
    wide('Node', (pod) => pod.spec.nodeName ?? '<none>'),
    wide('Nominated Node', () => '<none>'),
    wide('Readiness Gates', () => '<none>'),
  ],
})
