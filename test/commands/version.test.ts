import { expect, test } from 'vitest'
import { version } from '../../commands/version.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'
import { commandContext } from '../support/command-context.ts'

test('version tells both', async () => {
  const { view } = await askQuery(version, '')

  expect(linesOf(view)).toEqual(['Deckwatch 0.1.0', 'Kubernetes on prod-eu: v1.31.2'])
})

test('version tells its own where the cluster does not answer', async () => {
  const context = commandContext()
  const down = async () => {
    throw new UnavailableError('unreachable', text`prod-eu does not answer`)
  }
  const view = await version.run({}, { ...context, cluster: { ...context.cluster, version: down } })

  expect(linesOf(view)).toEqual([
    'Deckwatch 0.1.0',
    'Kubernetes on prod-eu: not known: prod-eu does not answer',
  ])
})
