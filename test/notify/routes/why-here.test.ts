import { expect, test } from 'vitest'
import { NotificationSettings } from '../../../src/notify/settings.ts'
import { whyHere } from '../../../src/notify/desk/why-here.ts'
import { incident } from '../../support/held-incidents.ts'
import { words } from '../../support/incident-stage.ts'

const settings = NotificationSettings.parse({
  channel: 'COPS',
  objectChannels: ['CSHOP'],
  quietHours: { nights: { windows: [{ zone: 'UTC', from: '20:00', to: '08:00' }] } },
  routes: [
    { name: 'bad', severities: ['critical'], channel: 'CPAGE' },
    { name: 'theirs', channelFrom: 'object', namespaces: ['pay'] },
    {
      name: 'shop',
      namespaces: ['shop'],
      channel: 'CSHOP',
      quiet: 'nights',
      escalate: [{ after: '15m', users: ['U1'], channel: 'CLEADS' }],
    },
  ],
})
const inShop = { channel: 'CSHOP', route: 'here by route shop', by: 'shop' }
const said = (more: Parameters<typeof incident>[0] = {}, at = '2026-03-02T10:00:00Z') =>
  words(
    whyHere(incident({ ...inShop, ...more }), { settings, now: new Date(at), teller: undefined }),
  )

test('every route says what it thinks, and the one that took it says when it tells', () => {
  expect(said()).toBe(
    [
      'plain: Why here: deployment/web in shop crashes (exit 1)',
      'CSHOP by route shop',
      'Route bad: no: its severity is warning, and the route wants critical',
      'Route theirs: no: its namespace is shop, and the route wants pay',
      'Route shop: takes it to CSHOP',
      'route shop keeps the quiet hours nights, which do not hold 2026-03-02T10:00:00.000Z: told at once',
      'step 1 of route shop: @U1, channel CLEADS when nobody acknowledged it for 15 min',
      'As the routes are now. Where it is told was decided when it opened or got worse.',
      'incident 8f3c21aa',
    ].join('\n'),
  )
})

test('at night it is kept back, and that is said', () => {
  const held = said({ told: false, heldSince: '2026-03-02T21:00:00Z' }, '2026-03-02T22:00:00Z')

  expect(held).toContain('CSHOP by route shop: kept back by quiet hours since 2026-03-02T21:00')
  expect(held).toContain('which hold until 2026-03-03T08:00:00.000Z: kept back, and told in a')
})

test.each([
  ['a storm', { digest: { id: 'd', number: 3 } }, 'in a digest, because so many came at once'],
  [
    'quiet hours',
    { digest: { id: 'd', number: 3, quiet: true } },
    'in a digest, because quiet hours kept it back',
  ],
  ['another incident', { foldedInto: 'bbbbbbbb' }, 'told with incident bbbbbbbb'],
])('%s is named', (_, more, words_) => {
  expect(said(more)).toContain(words_)
})

test('who was called is named', () => {
  const escalations = [{ by: 'shop', step: 1, at: '2026-03-02T10:00:00Z', from: 'CSHOP' }]

  expect(said({ escalations })).toContain('Step 1 of route shop was taken 2026-03-02T10:00')
})

test('what the bot tells of itself is no matter of routes', () => {
  const about = { group: 'deckwatch', resource: 'watches', kind: 'Watch', name: 'pods', uid: 'u' }
  const own = said({ about, channel: 'CADMIN', route: 'here for the admins' })

  expect(own).toContain('CADMIN for the admins')
  expect(own).toContain('goes to the admins, whatever the routes say')
  expect(own).not.toContain('Route')
})

test('routes that have changed since are told apart from what was', () => {
  expect(said({ channel: 'COLD', route: 'here by route old', by: 'old' })).toContain(
    'The routes or its severity were others when it was told: by now it would go to CSHOP.',
  )
})
