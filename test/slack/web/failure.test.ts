import { WebAPIRateLimitedError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { toFailure } from '../../../src/slack/web/failure.ts'

test.each([
  ['as Slack asks', 30, 30],
  ['a second at least', 0, 1],
  ['not for days, whoever between asks for that', 864_000, 600],
  ['not for longer than there are dates', 1e300, 600],
])('a call that is limited waits: %s', (_, asked, waits) => {
  const failure = toFailure('chat.postMessage', new WebAPIRateLimitedError(asked))

  expect(failure).toMatchObject({ kind: 'limited', retryAfter: waits })
})
