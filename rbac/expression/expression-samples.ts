import { timestampFromDate } from '@bufbuild/protobuf/wkt'
import type { Variables } from './expression-variables.ts'

/** Facts of every shape that a `when` may meet: a change with all there is, a list, and no target at all. */
export function sampleVariables(): readonly Variables[] {
  const full: Variables = {
    actor: {
      user: 'jane@example.com',
      groups: ['chatops:viewers'],
      roles: ['viewer'],
      slackId: 'U012AB3CD',
      name: 'Jane',
    },
    command: 'scale',
    risk: 'change',
    cluster: { name: 'prod-eu', environment: 'production' },
    target: {
      allNamespaces: false,
      namespace: 'shop',
      name: 'web',
      kind: 'deployments',
      group: 'apps',
      labels: { app: 'web' },
      annotations: { owner: 'shop' },
    },
    size: { before: 3n, after: 5n },
    channel: 'C012AB3CD',
    at: timestampFromDate(new Date(0)),
  }
  const list = { ...full, target: { allNamespaces: true, kind: 'pods', group: '' }, size: {} }
  return [full, list, { ...full, target: {}, size: {} }]
}
