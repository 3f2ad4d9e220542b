import { expect, test } from 'vitest'
import { view } from '../../../src/core/view.ts'
import { createAdminBoard } from '../../../src/slack/delivery/admin-board.ts'
import { fakeLog } from '../../support/fake-log.ts'

function board(channel: string | undefined, fails = false) {
  const calls: string[] = []
  const log = fakeLog()
  const show = createAdminBoard({
    channel: () => channel,
    log,
    courier: {
      post: async (spot, { text }) => {
        if (fails) throw new Error('Slack is away')
        calls.push(`post ${spot.channel}: ${text}`)
        return { ...spot, ts: '1.1' }
      },
      edit: async ({ channel: where, ts }, { text }) => {
        calls.push(`edit ${where}/${ts}: ${text}`)
      },
    },
  })
  return { calls, log, show }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('the admins see one message, which says the newest', async () => {
  const { calls, show } = board('CADMIN')
  show(view('failed', ['away']))
  show(view('resolved', ['back']))
  await settled()

  expect(calls).toEqual([
    expect.stringMatching(/^post CADMIN: .*away/),
    expect.stringMatching(/^edit CADMIN\/1\.1: .*back/),
  ])
})

test('without a channel nobody is told, and a Slack that is away is only logged', async () => {
  const nobody = board(undefined)
  nobody.show(view('failed', ['away']))
  const deaf = board('CADMIN', true)
  deaf.show(view('failed', ['away']))
  await settled()

  expect([...nobody.calls, ...deaf.calls]).toEqual([])
  expect(deaf.log.lines.map(({ message }) => message)).toEqual(['The admin channel cannot be told'])
})
