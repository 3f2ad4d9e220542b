import { expect, test } from 'vitest'
import { fromClick } from '../../../src/slack/intake/said.ts'
import { click } from '../slack-payloads.ts'

const self = { teamId: 'T1', botUserId: 'UBOT', botId: 'BBOT' }
const ts = '1700000000.000100'
const placeOf = (message: Readonly<Record<string, string>>) =>
  fromClick(click('offer', { message }), self)?.place

test('a press in the channel is answered there, also when people replied to the message', () => {
  expect(placeOf({ ts })).not.toHaveProperty('threadTs')
  expect(placeOf({ ts, thread_ts: ts })).not.toHaveProperty('threadTs')
})

test('a press on a reply is answered in its thread', () => {
  expect(placeOf({ ts: '1700000009.000100', thread_ts: ts })).toMatchObject({ threadTs: ts })
})
