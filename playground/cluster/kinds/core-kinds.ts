import { z } from 'zod'
import { column, count } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'

const core = { group: '', version: 'v1' } as const
const Bag = z.record(z.string(), z.string())

export const Namespace = KubeObject.extend({
  spec: z.looseObject({}).prefault({ finalizers: ['kubernetes'] }),
  status: z.looseObject({ phase: z.string().default('Active') }).prefault({}),
})
export const namespaceKind = defineKind<z.infer<typeof Namespace>>({
  ...core,
  kind: 'Namespace',
  resource: 'namespaces',
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status'],
  deletion: 'namespace',
  shape: Namespace,
  columns: [column('Status', ({ status }) => status.phase)],
})

const ConfigMap = KubeObject.extend({ data: Bag.optional() })
export const configMapKind = defineKind<z.infer<typeof ConfigMap>>({
  ...core,
  kind: 'ConfigMap',
  resource: 'configmaps',
  shortNames: ['cm'],
  shape: ConfigMap,
  columns: [count('Data', ({ data }) => Object.keys(data ?? {}).length)],
})

const Secret = KubeObject.extend({ type: z.string().default('Opaque'), data: Bag.optional() })
export const secretKind = defineKind<z.infer<typeof Secret>>({
  ...core,
  kind: 'Secret',
  resource: 'secrets',
  shape: Secret,
  columns: [
    column('Type', ({ type }) => type),
    count('Data', ({ data }) => Object.keys(data ?? {}).length),
  ],
})

export const Quota = KubeObject.extend({
  spec: z.looseObject({ hard: Bag.optional() }).prefault({}),
  status: z.looseObject({ hard: Bag.optional(), used: Bag.optional() }).prefault({}),
})
export type Quota = z.infer<typeof Quota>
export const quotaKind = defineKind<Quota>({
  ...core,
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  shortNames: ['quota'],
  subresources: ['status'],
  shape: Quota,
  columns: [
    column('Request', ({ status, spec }) =>
      Object.entries(spec.hard ?? {})
        .map(([name, hard]) => `${name}: ${status.used?.[name] ?? '0'}/${hard}`)
        .join(', '),
    ),
    column('Limit', () => ''),
  ],
})
