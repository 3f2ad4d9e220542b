import { expect, test } from 'vitest'
import type { World } from '../../../playground/host/page-wire.ts'
import { trafficLines } from '../../../playground/page/src/traffic/traffic-line.ts'
import type { TrafficEntry } from '../../../playground/slack/page-model.ts'
import { pageGuide } from './page-guide.ts'

const entry = (id: number, more: Partial<TrafficEntry>): TrafficEntry => ({
  id,
  at: `2026-11-21T10:00:0${id}Z`,
  kind: 'api-call',
  direction: 'to-slack',
  name: 'chat.postMessage',
  ms: 3,
  outcome: 'ok',
  failed: false,
  sent: {},
  ...more,
})

const world: Pick<World, 'requests' | 'guide'> & {
  readonly slack: Pick<World['slack'], 'traffic'>
} = {
  guide: pageGuide,
  slack: {
    traffic: [
      entry(1, {}),
      entry(3, { kind: 'delivery', direction: 'to-bot', name: 'slash_commands /k8s' }),
    ],
  },
  requests: [
    {
      cluster: 'prod-eu',
      line: {
        id: 1,
        at: '2026-11-21T10:00:02Z',
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/shop/deployments/web/scale',
        user: 'deckwatch',
        impersonated: { user: 'carol@acorn.example', groups: [] },
        code: 403,
        ms: 2,
      },
    },
  ],
}
const ALL = ['slack', 'socket', 'kubernetes'] as const

test('all wires are one list, newest first', () => {
  const lines = trafficLines(world, { kinds: ALL, text: '' })

  expect(lines.map(({ arrow, kind }) => `${arrow} ${kind}`)).toEqual([
    '← socket',
    '→ kubernetes',
    '→ slack',
  ])
})

test('a request shows whom the bot acted as and that it was refused', () => {
  const [line] = trafficLines(world, { kinds: ALL, text: 'carol' })

  expect(line).toMatchObject({ who: 'as carol@acorn.example', outcome: '403', failed: true })
})

test('a kind that is switched off is not shown', () => {
  expect(trafficLines(world, { kinds: ['slack'], text: '' })).toHaveLength(1)
})
