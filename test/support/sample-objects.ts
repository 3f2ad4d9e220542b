type Behaviour = 'ready' | 'crash' | 'oom' | 'imagepull' | 'slow' | 'notready'

type Wishes = {
  readonly replicas?: number
  readonly image?: string
  readonly behave?: Behaviour
  /** Seconds without progress until the controller gives up. */
  readonly deadline?: number
}

/** A Deployment that a stand-in kubelet runs as told. */
export function deployment(namespace: string, name: string, wishes: Wishes = {}) {
  const { replicas = 3, image = 'web:1.4', behave = 'ready', deadline = 600 } = wishes
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      replicas,
      progressDeadlineSeconds: deadline,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: { 'test/behave': behave } },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  }
}

const RBAC = 'rbac.authorization.k8s.io'

type Rule = {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

export const clusterRole = (name: string, ...rules: readonly Rule[]) => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name },
  rules,
})

type Subject = { readonly kind: 'User' | 'Group'; readonly name: string }

/** Binds a ClusterRole, in one namespace where one is given. */
export function binding(role: string, subject: Subject, namespace?: string) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name: role, ...(namespace !== undefined && { namespace }) },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: RBAC, ...subject }],
  }
}
