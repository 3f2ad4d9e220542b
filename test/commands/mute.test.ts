import { expect, test } from 'vitest'
import { mute } from '../../commands/mute.ts'
import { refusal } from '../support/ask-command.ts'
import { askIncidents } from './ask-incidents.ts'

test.each([
  ['8f3c21aa 2h', { kind: 'incident', id: '8f3c21aa' }, '2026-03-02T12:00:00.000Z'],
  ['8f3c21aa until 18:00', { kind: 'incident', id: '8f3c21aa' }, '2026-03-02T18:00:00.000Z'],
  ['8f3c21aa "until 18:00"', { kind: 'incident', id: '8f3c21aa' }, '2026-03-02T18:00:00.000Z'],
  ['8f3c21aa until change', { kind: 'incident', id: '8f3c21aa' }, 'change'],
  [
    'cause/crash-loop change -n data',
    { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop', namespace: 'data' },
    'change',
  ],
  [
    'cause/crash-loop 2h -A',
    { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop' },
    '2026-03-02T12:00:00.000Z',
  ],
  [
    'cause/crash-loop 2h --of deploy/web',
    {
      kind: 'cause',
      cluster: 'prod-eu',
      cause: 'crash-loop',
      object: { kind: 'deploy', name: 'web' },
      namespace: 'shop',
    },
    '2026-03-02T12:00:00.000Z',
  ],
  [
    'deploy/web 1d -n data',
    {
      kind: 'owner',
      cluster: 'prod-eu',
      object: { kind: 'deploy', name: 'web' },
      namespace: 'data',
    },
    '2026-03-03T10:00:00.000Z',
  ],
  [
    'namespace/shop 30m --on-cluster staging',
    { kind: 'namespace', cluster: 'staging', namespace: 'shop' },
    '2026-03-02T10:30:00.000Z',
  ],
])('mute %s', async (words, wish, end) => {
  expect(await askIncidents(mute, words)).toEqual([`mute ${JSON.stringify(wish)} ${end}`])
})

test.each([
  '8f3c21aa',
  '8f3c21aa soon',
  'web 1h',
  'deploy/../web 1h',
  '8f3c21aa 1h --of deploy/web',
  'deploy/web 1h -A',
])('mute refuses "%s"', async (words) => {
  expect((await refusal(askIncidents(mute, words))).code).toMatch(
    /^(?:bad|missing)-(?:argument|flag)$/,
  )
})

test('mute guesses no cluster where the channel has none', async () => {
  const nowhere = { meantHere: undefined }
  expect((await refusal(askIncidents(mute, 'deploy/web 1h', nowhere))).code).toBe('which-cluster')
})
