import type { Incident, Mute } from '../../src/core/incidents/incident.ts'
import { text } from '../../src/core/text.ts'

const anna = { userId: 'U3', teamId: 'T1', name: 'Anna', user: 'anna@example.com' }

/** An open incident of deployment/web in shop. */
export const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '8f3c21aa',
  version: 0,
  key: 'prod-eu/apps/deployments/shop/web/crash-loop',
  state: 'open',
  scope: { cluster: 'prod-eu', environment: 'production', production: true },
  detector: 'crash-loop',
  cause: 'crash-loop',
  severity: 'warning',
  about: {
    group: 'apps',
    resource: 'deployments',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    uid: 'uid-web',
  },
  summary: text`crashes (exit 1)`,
  evidence: [text`web-1 app: exit 1`],
  nextStep: 'Read the logs.',
  affected: {
    count: 1,
    some: [
      {
        group: '',
        resource: 'pods',
        kind: 'Pod',
        namespace: 'shop',
        name: 'web-1',
        uid: 'uid-web-1',
      },
    ],
  },
  since: '2026-03-02T09:54:00.000Z',
  openedAt: '2026-03-02T09:54:10.000Z',
  updatedAt: '2026-03-02T09:54:10.000Z',
  times: 1,
  channel: 'COPS',
  route: 'here by default: no route fits',
  told: true,
  ...more,
})

/** Anna keeps that incident silent for an hour. */
export const mute = (more: Partial<Mute> = {}): Mute => ({
  id: 'aaaaaaaa',
  what: { kind: 'incident', id: '8f3c21aa' },
  by: anna,
  at: '2026-03-02T09:55:00.000Z',
  until: '2026-03-02T10:55:00.000Z',
  ...more,
})
