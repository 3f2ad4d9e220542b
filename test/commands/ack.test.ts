import { expect, test } from 'vitest'
import { ack } from '../../commands/ack.ts'
import { refusal } from '../support/ask-command.ts'
import { askIncidents } from './ask-incidents.ts'

test('ack says who looks after an incident', async () => {
  expect(await askIncidents(ack, '8f3c21aa')).toEqual(['acknowledge 8f3c21aa'])
})

test('ack wants an id', async () => {
  expect((await refusal(askIncidents(ack, 'deploy/web'))).code).toBe('bad-argument')
})
