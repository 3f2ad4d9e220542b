import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createDateHeader } from '../../../src/slack/examination/date-header.ts'

/** How far our clock is ahead of a server that says it is 10:00:00. */
async function aheadAt(now: string): Promise<number | undefined> {
  const server = createServer((_, response) => {
    response.setHeader('date', 'Mon, 02 Mar 2026 10:00:00 GMT').end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const date = createDateHeader({ now: () => new Date(now) })
  await date.fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
  return date.aheadMs()
}

test.each([
  ['the same second', '2026-03-02T10:00:00.900Z', 0],
  ['five minutes ahead', '2026-03-02T10:05:01.000Z', 300_000],
  ['five minutes behind', '2026-03-02T09:55:00.000Z', -300_000],
])('a clock that is %s', async (_what, now, ahead) => {
  expect(await aheadAt(now)).toBe(ahead)
})
