import { expect, test } from 'vitest'
import { actions } from '../../commands/actions.ts'
import { askQuery } from '../support/ask-command.ts'
import { fakeIncidentDesk } from '../support/fake-incident-desk.ts'

test('actions asks what this person may do about an incident', async () => {
  const incidents = fakeIncidentDesk()

  await askQuery(actions, '8f3c21aa', { desk: { incidents } })

  expect(incidents.calls).toEqual(['actions 8f3c21aa'])
})
