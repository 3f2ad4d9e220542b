import type { AuditEntry } from '../../src/core/audit.ts'

/** Jane scales `deployment/web` in `shop`; say what is different. */
export const auditEntry = (wishes: Partial<AuditEntry> = {}): AuditEntry => ({
  kind: 'intent',
  at: '2026-03-02T10:00:00.000Z',
  request: 'r1',
  actor: { userId: 'U1', teamId: 'T1', user: 'jane@example.com', groups: ['shop-devs'] },
  command: 'scale',
  cluster: 'prod-eu',
  targets: [auditTarget('web')],
  verdict: {
    kind: 'allow',
    rule: { name: 'own-shop', line: 7 },
    reason: 'developers run the shop',
  },
  plan: { id: 'p1', hash: 'ab'.repeat(32) },
  changes: [{ object: 0, field: 'replicas', before: 3, after: 5 }],
  ...wishes,
})

export const auditTarget = (name: string, namespace = 'shop'): AuditEntry['targets'][number] => ({
  group: 'apps',
  resource: 'deployments',
  kind: 'deployment',
  namespace,
  name,
  uid: `uid-${name}`,
})
