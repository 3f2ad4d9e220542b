import { EXTRA_KEYS } from '../../src/kube/transport/impersonate.ts'
import type { Admin } from './admin.ts'

const RBAC = '/apis/rbac.authorization.k8s.io/v1'
const API_GROUP = 'rbac.authorization.k8s.io'

/** The bot may impersonate, alice may look. */
export async function grantRights(admin: Admin): Promise<void> {
  await admin.create(`${RBAC}/clusterroles`, {
    metadata: { name: 'impersonator' },
    rules: [
      { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: EXTRA_KEYS.map((key) => `userextras/${key}`),
        verbs: ['impersonate'],
      },
    ],
  })
  await admin.create(`${RBAC}/clusterroles`, {
    metadata: { name: 'looker' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }],
  })
  await bind(admin, 'impersonator', 'deckwatch')
  await bind(admin, 'looker', 'alice')
}

function bind(admin: Admin, role: string, user: string): Promise<void> {
  return admin.create(`${RBAC}/clusterrolebindings`, {
    metadata: { name: role },
    roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: API_GROUP, kind: 'User', name: user }],
  })
}
