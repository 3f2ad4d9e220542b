import { expect, test } from 'vitest'
import { unassign } from '../../commands/unassign.ts'
import { askIncidents } from './ask-incidents.ts'

test('unassign takes an incident from whom it is assigned to', async () => {
  expect(await askIncidents(unassign, '8f3c21aa')).toEqual(['unassign 8f3c21aa'])
})
