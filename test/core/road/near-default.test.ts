import { expect, test } from 'vitest'
import { ForbiddenError, NotFoundError } from '../../../src/core/errors.ts'
import { withNearDefault } from '../../../src/core/road/near-default.ts'
import { refusalView } from '../../../src/core/cards/refusal-view.ts'
import { text } from '../../../src/core/text.ts'
import { said } from './fake-conversation.ts'

const around = { requestId: 'r1', invocation: '/k8s', at: new Date(0), nothingChanged: true }

const forbiddenIn = (namespace: string) =>
  new ForbiddenError(
    { user: 'jane', verb: 'list', resource: 'pods', namespace },
    text`User jane cannot list pods`,
  )

test('a mistyped namespace that is closed to somebody brings up the channel’s own', () => {
  const shown = said(refusalView(withNearDefault(forbiddenIn('shpo'), 'shop'), around))

  expect(shown).toContain('user jane cannot list pods in namespace shpo')
  expect(shown).toContain('Did you mean namespace shop, the default of this channel?')
})

test.each([
  ['another namespace', forbiddenIn('kube-system'), 'shop'],
  ['the channel’s own', forbiddenIn('shop'), 'shop'],
  ['a channel without one', forbiddenIn('shpo'), undefined],
  ['another refusal', new NotFoundError('object-not-found', text`No pod`), 'shop'],
])('nothing is guessed for %s', (_, error, usual) => {
  expect(withNearDefault(error, usual)).toBe(error)
})
