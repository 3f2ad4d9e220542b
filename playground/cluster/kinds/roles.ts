import { z } from 'zod'
import { column } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'

const Names = z.array(z.string())
const PolicyRule = z.looseObject({
  verbs: Names,
  apiGroups: Names.optional(),
  resources: Names.optional(),
  resourceNames: Names.optional(),
  nonResourceURLs: Names.optional(),
})
export type PolicyRule = z.infer<typeof PolicyRule>

export const Role = KubeObject.extend({ rules: z.array(PolicyRule).default([]) })
export type Role = z.infer<typeof Role>

const Subject = z.looseObject({
  kind: z.string(),
  apiGroup: z.string().optional(),
  name: z.string(),
  namespace: z.string().optional(),
})
export const Binding = KubeObject.extend({
  roleRef: z.looseObject({ apiGroup: z.string().optional(), kind: z.string(), name: z.string() }),
  subjects: z.array(Subject).default([]),
})
export type Binding = z.infer<typeof Binding>

const rbac = { group: 'rbac.authorization.k8s.io', version: 'v1', freeNames: true } as const
const roleColumn = column<Binding>('Role', ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`)

export const roleKind = defineKind<Role>({
  ...rbac,
  kind: 'Role',
  resource: 'roles',
  shape: Role,
})
export const clusterRoleKind = defineKind<Role>({
  ...rbac,
  kind: 'ClusterRole',
  resource: 'clusterroles',
  namespaced: false,
  shape: Role,
})
export const roleBindingKind = defineKind<Binding>({
  ...rbac,
  kind: 'RoleBinding',
  resource: 'rolebindings',
  shape: Binding,
  columns: [roleColumn],
})
export const clusterRoleBindingKind = defineKind<Binding>({
  ...rbac,
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings',
  namespaced: false,
  shape: Binding,
  columns: [roleColumn],
})
