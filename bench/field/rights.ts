import { EXTRA_KEYS } from '../../src/kube/transport/impersonate.ts'
import type { Admin } from './admin.ts'

const API_GROUP = 'rbac.authorization.k8s.io'
const RBAC = `/apis/${API_GROUP}/v1`

const ROLES = [
  {
    role: 'impersonator',
    user: 'deckwatch',
    rules: [
      { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: EXTRA_KEYS.map((key) => `userextras/${key}`),
        verbs: ['impersonate'],
      },
    ],
  },
  {
    role: 'watcher',
    user: 'deckwatch',
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['list', 'watch'] }],
  },
  {
    role: 'looker',
    user: 'alice',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['patch'] },
    ],
  },
] as const

/** The bot may impersonate and watch, alice may look and scale. Returns what takes these rights away again. */
export async function grantRights(admin: Admin, prefix: string): Promise<() => Promise<void>> {
  for (const { role, user, rules } of ROLES) {
    const name = `${prefix}-${role}`
    await admin.create(`${RBAC}/clusterroles`, { metadata: { name }, rules })
    await admin.create(`${RBAC}/clusterrolebindings`, {
      metadata: { name },
      roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name },
      subjects: [{ apiGroup: API_GROUP, kind: 'User', name: user }],
    })
  }
  return async () => {
    for (const { role } of ROLES) {
      await admin.remove(`${RBAC}/clusterrolebindings/${prefix}-${role}`)
      await admin.remove(`${RBAC}/clusterroles/${prefix}-${role}`)
    }
  }
}
