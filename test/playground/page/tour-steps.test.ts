import { expect, test } from 'vitest'
import { fakePageCluster } from './page-cluster.ts'
import { pageGuide } from './page-guide.ts'
import type { World } from '../../../playground/host/page-wire.ts'
import { tourSteps } from '../../../playground/page/src/tour/steps.ts'
import type { Deed } from '../../../playground/page/src/shell/desk.ts'

const at = 1_700_000_000_000
const said = (who: string, text: string): Deed => ({ deed: 'said', who, text, at })

const world = (answered: boolean): World => ({
  slack: {
    team: { id: 'T1', name: 'Acorn', domain: 'acorn' },
    slashCommand: '/k8s',
    botUserId: 'U0',
    users: [],
    userGroups: [],
    channels: [],
    messages: answered
      ? [
          {
            channelId: 'C1',
            ts: '1700000001.0',
            userId: 'U0',
            text: 'pods',
            blocks: [],
            files: [],
            reactions: [],
            from: 'bot',
            replies: 0,
          },
        ]
      : [],
    modals: [],
    homes: [],
    connections: 1,
    traffic: [],
  },
  clusters: [fakePageCluster().snapshot()],
  requests: [],
  guide: pageGuide,
  bot: 'running',
})

const step = (id: string) => {
  const found = tourSteps(world(false)).find((one) => one.id === id)
  if (!found) throw new Error(`no step ${id}`)
  return found
}

test('asking as Carol is done when the bot has answered, not before', () => {
  const deeds = [said('carol', '/k8s get pods -n shop')]

  expect(step('ask').done({ world: world(false), deeds })).toBe(false)
  expect(step('ask').done({ world: world(true), deeds })).toBe(true)
})

test('what somebody else says does not count', () => {
  const deeds = [said('bob', '/k8s get pods -n shop')]

  expect(step('ask').done({ world: world(true), deeds })).toBe(false)
})

test('breaking anything is done at once', () => {
  const deeds: Deed[] = [{ deed: 'broke', action: { action: 'recover-all' }, at }]

  expect(step('break').done({ world: world(false), deeds })).toBe(true)
})

test('the tour plays with web in shop', () => {
  expect(step('scale').offer).toEqual({ as: 'bob', words: '/k8s scale deploy/web 4 -n shop' })
})

test('agreeing is done when everybody has pressed something, not before', () => {
  const pressed = (who: string): Deed => ({ deed: 'pressed', who, what: 'ask', at })
  const two = [pressed('alice'), pressed('hana')]

  expect(step('agree').done({ world: world(false), deeds: two })).toBe(false)
  expect(step('agree').done({ world: world(false), deeds: [...two, pressed('olga')] })).toBe(true)
})

test('only a change behind their back is drift', () => {
  const broke = (action: 'crash' | 'drift-image'): Deed => ({
    deed: 'broke',
    action: { action, namespace: 'shop', name: 'web' },
    at,
  })

  expect(step('drift').done({ world: world(false), deeds: [broke('crash')] })).toBe(false)
  expect(step('drift').done({ world: world(false), deeds: [broke('drift-image')] })).toBe(true)
})

test('the big change is more than double and says why', () => {
  expect(step('request').offer?.words).toBe(
    '/k8s scale deploy/web 12 -n shop --reason "the sale starts at six"',
  )
})
