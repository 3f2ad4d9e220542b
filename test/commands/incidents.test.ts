import { expect, test } from 'vitest'
import { incidents } from '../../commands/incidents.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { fakeIncidentDesk } from '../support/fake-incident-desk.ts'
import { incident, mute } from '../support/held-incidents.ts'

const ask = async (words: string, held: Parameters<typeof fakeIncidentDesk>[0] = {}) => {
  const desk = fakeIncidentDesk(held)
  const { view } = await askQuery(incidents, words, { desk: { incidents: desk } })
  return { lines: linesOf(view), calls: desk.calls }
}

test('incidents lists what is wrong, since when, and who looks after it', async () => {
  const { by } = mute()
  const { lines, calls } = await ask('', {
    incidents: [
      incident({ ack: { by, at: '2026-03-02T09:56:00.000Z' } }),
      incident({ id: 'bbbbbbbb', state: 'resolved' }),
      incident({ id: 'cccccccc', foldedInto: '8f3c21aa' }),
    ],
  })

  expect(calls).toEqual(['list open'])
  expect(lines).toEqual([
    'incidents · 3',
    'Incident | What | Trouble | Cluster | Since | State',
    '8f3c21aa | deployment/web in shop | crashes (exit 1) | prod-eu | 6\u00a0min\u00a0ago | warning, acknowledged by Anna',
    'bbbbbbbb | deployment/web in shop | crashes (exit 1) | prod-eu | 6\u00a0min\u00a0ago | over',
    'cccccccc | deployment/web in shop | crashes (exit 1) | prod-eu | 6\u00a0min\u00a0ago | part of 8f3c21aa',
  ])
})

test('incidents says which clusters could not be asked what this person may see', async () => {
  expect((await ask('--recent', { silent: ['staging'] })).lines).toEqual([
    'incidents · none',
    'warning: staging does not answer what you may see there: its incidents are left out.',
  ])
})

test('incidents with an id shows that one', async () => {
  expect((await ask('8f3c21aa')).calls).toEqual(['show 8f3c21aa'])
  expect((await refusal(ask('web'))).code).toBe('bad-argument')
})
