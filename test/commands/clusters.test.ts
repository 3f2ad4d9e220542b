import { expect, test } from 'vitest'
import { clusters } from '../../commands/clusters.ts'
import { plain } from '../../src/core/text.ts'
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

test('where a channel has no default none is marked, and it is said how to choose', async () => {
  const cluster = { environment: 'eu', production: false, state: 'reachable' } as const
  const all = [
    { ...cluster, cluster: 'a' },
    { ...cluster, cluster: 'b' },
  ]

  const { view } = await askQuery(clusters, '', {
    desk: { clusters: () => all, meantHere: undefined },
  })

  expect(linesOf(view).join('\n')).not.toContain('meant here')
  expect(plain(view.footer ?? [])).toBe('this channel has no default: add -c NAME')
})

test('where there is one cluster nothing needs to be chosen', async () => {
  const only = {
    cluster: 'prod-eu',
    environment: 'eu',
    production: true,
    state: 'reachable',
  } as const

  const { view } = await askQuery(clusters, '', { desk: { clusters: () => [only] } })

  expect(linesOf(view)).toContain('prod-eu (meant here) | eu, production | reachable |  | ')
  expect(view).not.toHaveProperty('footer')
})
