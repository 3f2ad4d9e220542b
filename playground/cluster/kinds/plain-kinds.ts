import { z } from 'zod'
import { column, count } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'

const core = { group: '', version: 'v1' } as const

const Service = KubeObject.extend({
  spec: z
    .looseObject({
      type: z.string().default('ClusterIP'),
      clusterIP: z.string().default('10.96.0.10'),
      ports: z
        .array(z.looseObject({ port: z.number(), protocol: z.string().default('TCP') }))
        .optional(),
      selector: z.record(z.string(), z.string()).optional(),
    })
    .prefault({}),
})
export const serviceKind = defineKind<z.infer<typeof Service>>({
  ...core,
  kind: 'Service',
  resource: 'services',
  shortNames: ['svc'],
  categories: ['all'],
  subresources: ['status'],
  shape: Service,
  columns: [
    column('Type', ({ spec }) => spec.type),
    column('Cluster-IP', ({ spec }) => spec.clusterIP),
    column('External-IP', () => '<none>'),
    column(
      'Port(s)',
      ({ spec }) =>
        (spec.ports ?? []).map((one) => `${one.port}/${one.protocol}`).join(',') || '<none>',
    ),
  ],
})

const Claim = KubeObject.extend({
  spec: z.looseObject({ volumeName: z.string().optional() }).prefault({}),
  status: z.looseObject({ phase: z.string().default('Bound') }).prefault({}),
})
export const claimKind = defineKind<z.infer<typeof Claim>>({
  ...core,
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  shortNames: ['pvc'],
  subresources: ['status'],
  shape: Claim,
  columns: [
    column('Status', ({ status }) => status.phase),
    column('Volume', ({ spec }) => spec.volumeName ?? ''),
  ],
})

export const volumeKind = defineKind<KubeObject>({
  ...core,
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  shortNames: ['pv'],
  namespaced: false,
  subresources: ['status'],
  shape: KubeObject,
})

const StorageClass = KubeObject.extend({
  provisioner: z.string(),
  volumeBindingMode: z.string().default('Immediate'),
})
export const storageClassKind = defineKind<z.infer<typeof StorageClass>>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  shape: StorageClass,
  columns: [
    column('Provisioner', ({ provisioner }) => provisioner),
    column('VolumeBindingMode', ({ volumeBindingMode }) => volumeBindingMode),
  ],
})

export const endpointsKind = defineKind<KubeObject>({
  ...core,
  kind: 'Endpoints',
  resource: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  shape: KubeObject,
})

export const serviceAccountKind = defineKind<KubeObject>({
  ...core,
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  shortNames: ['sa'],
  shape: KubeObject,
  columns: [count('Secrets', () => 0)],
})

const Lease = KubeObject.extend({
  spec: z.looseObject({ holderIdentity: z.string().optional() }).prefault({}),
})
export const leaseKind = defineKind<z.infer<typeof Lease>>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  resource: 'leases',
  shape: Lease,
  columns: [column('Holder', ({ spec }) => spec.holderIdentity ?? '')],
})
