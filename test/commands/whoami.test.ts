import { expect, test } from 'vitest'
import { whoami } from '../../commands/whoami.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'
import { commandContext } from '../support/command-context.ts'

test('whoami tells who somebody is on each side', async () => {
  const { view } = await askQuery(whoami, '')

  expect(linesOf(view)).toEqual([
    'Jane is jane',
    'Slack: @U1 (U1)',
    'Kubernetes user: jane',
    'Kubernetes groups: shop-devs',
    'policy roles: developer',
    'the API server sees: jane in shop-devs, system:authenticated',
  ])
})

test('whoami tells when the API server saw somebody else', async () => {
  const context = commandContext()
  const whoAmI = async () => ({ user: 'deckwatch', groups: [] })
  const view = await whoami.run({}, { ...context, cluster: { ...context.cluster, whoAmI } })

  expect(linesOf(view).at(-1)).toBe('the API server sees: deckwatch — not who was sent in none')
})

test('whoami answers without the cluster', async () => {
  const context = commandContext()
  const whoAmI = async () => {
    throw new UnavailableError('unreachable', text`prod-eu does not answer`)
  }
  const view = await whoami.run({}, { ...context, cluster: { ...context.cluster, whoAmI } })

  expect(linesOf(view).at(-1)).toContain('not known: prod-eu does not answer')
})
