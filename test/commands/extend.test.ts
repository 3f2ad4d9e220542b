import { expect, test } from 'vitest'
import { extend } from '../../commands/extend.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test('extend puts the end of a temporary change off', async () => {
  expect((await askDecision(extend, '8f3c21aa 1h30m')).calls).toEqual(['extend 8f3c21aa 5400000'])
})

test.each(['8f3c21aa', '8f3c21aa long', '8f3c21aa 0s', '8f3c21aa -1h'])(
  'extend refuses "%s"',
  async (words) => {
    expect((await refusal(askDecision(extend, words))).code).toMatch(/^(?:bad|missing)-argument$/)
  },
)
