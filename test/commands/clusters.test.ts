import { expect, test } from 'vitest'
import { clusters } from '../../commands/clusters.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'

test('clusters says how each one is and which one is meant here', async () => {
  const { view } = await askQuery(clusters, '', {
    desk: {
      clusters: () => [
        {
          cluster: 'prod-eu',
          environment: 'eu',
          production: true,
          state: 'reachable',
          version: 'v1.31.2',
        },
        {
          cluster: 'staging',
          environment: 'staging',
          production: false,
          state: 'unreachable',
          lastError: 'connection refused',
        },
        { cluster: 'lab', environment: 'lab', production: false, state: 'not-asked-yet' },
      ],
    },
  })

  expect(view.tone).toBe('attention')
  expect(linesOf(view)).toEqual([
    'clusters · 3, 1 unreachable',
    'Cluster | Environment | State | Version | Remark',
    'prod-eu (meant here) | eu, production | reachable | v1.31.2 | ',
    'staging | staging | unreachable |  | connection refused',
    'lab | lab | not asked yet |  | ',
  ])
})
