import { expect, test } from 'vitest'
import { mute } from '../../commands/mute.ts'
import { refusal } from '../support/ask-command.ts'
import { askIncidents } from '../support/ask-incidents.ts'

test.each([
  ['8f3c21aa 2h', { kind: 'incident', id: '8f3c21aa' }, 7_200_000],
  [
    'deploy/web 1d -n data',
    {
      kind: 'owner',
      cluster: 'prod-eu',
      object: { kind: 'deploy', name: 'web' },
      namespace: 'data',
    },
    86_400_000,
  ],
  [
    'namespace/shop 30m --on-cluster staging',
    { kind: 'namespace', cluster: 'staging', namespace: 'shop' },
    1_800_000,
  ],
])('mute %s', async (words, wish, forMs) => {
  expect(await askIncidents(mute, words)).toEqual([`mute ${JSON.stringify(wish)} ${forMs}`])
})

test.each(['8f3c21aa', '8f3c21aa soon', 'web 1h', 'deploy/../web 1h'])(
  'mute refuses "%s"',
  async (words) => {
    expect((await refusal(askIncidents(mute, words))).code).toMatch(/^(?:bad|missing)-argument$/)
  },
)

test('mute guesses no cluster where the channel has none', async () => {
  const nowhere = { meantHere: undefined }
  expect((await refusal(askIncidents(mute, 'deploy/web 1h', nowhere))).code).toBe('which-cluster')
})
