import { expect, test } from 'vitest'
import { unmute } from '../../commands/unmute.ts'
import { refusal } from '../support/ask-command.ts'
import { askIncidents } from './ask-incidents.ts'

test('unmute ends a mute', async () => {
  expect(await askIncidents(unmute, 'aaaaaaaa')).toEqual(['unmute aaaaaaaa'])
})

test('unmute wants the id of one', async () => {
  expect((await refusal(askIncidents(unmute, ''))).code).toBe('missing-argument')
})
