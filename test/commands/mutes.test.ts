import { expect, test } from 'vitest'
import { mutes } from '../../commands/mutes.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'
import { fakeIncidentDesk } from '../support/fake-incident-desk.ts'
import { incident, mute } from '../support/held-incidents.ts'

const ask = async (held: Parameters<typeof fakeIncidentDesk>[0]) =>
  (await askQuery(mutes, '', { desk: { incidents: fakeIncidentDesk(held) } })).view

test('mutes shows what is silent, until when and by whom, and how to lift it', async () => {
  const view = await ask({
    mutes: [
      mute(),
      mute({
        id: 'bbbbbbbb',
        what: { kind: 'owner', cluster: 'prod-eu', about: incident().about },
      }),
      mute({
        id: 'cccccccc',
        what: { kind: 'namespace', cluster: 'staging', namespace: 'shop' },
      }),
      mute({
        id: 'dddddddd',
        what: { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop', namespace: 'shop' },
        faces: [{ id: '8f3c21aa', severity: 'warning' }],
      }),
      mute({
        id: 'eeeeeeee',
        what: { kind: 'cause', cluster: 'prod-eu', cause: 'oom', about: incident().about },
      }),
    ],
  })

  expect(linesOf(view)).toEqual([
    'muted · 5',
    'Mute | What | By | Ends',
    'aaaaaaaa | incident 8f3c21aa | Anna | in\u00a055\u00a0min',
    'bbbbbbbb | deployment/web in shop on prod-eu | Anna | in\u00a055\u00a0min',
    'cccccccc | namespace shop on staging | Anna | in\u00a055\u00a0min',
    'dddddddd | crash-loop in shop on prod-eu | Anna | when it changes',
    'eeeeeeee | oom of deployment/web in shop on prod-eu | Anna | in\u00a055\u00a0min',
  ])
  expect(view.buttons?.map(({ words }) => words)).toEqual([
    'unmute aaaaaaaa',
    'unmute bbbbbbbb',
    'unmute cccccccc',
    'unmute dddddddd',
    'unmute eeeeeeee',
  ])
})

test('mutes says when nothing is silent', async () => {
  expect(linesOf(await ask({}))).toEqual(['muted · nothing'])
})
