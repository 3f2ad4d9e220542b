import { expect, test } from 'vitest'
import { whoami } from '../../commands/whoami.ts'
import type { Actor } from '../../src/core/actor.ts'
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

test('whoami tells who may break glass, and nobody else', async () => {
  const breakGlass = {
    mayUse: ({ user }: Actor) => user === 'jane',
    mayReview: () => false,
    reviewers: [],
    channel: 'C9',
    minReason: 10,
  }
  const listed = await askQuery(whoami, '', { judge: { breakGlass } })
  const other = await askQuery(whoami, '', {
    judge: { breakGlass: { ...breakGlass, mayUse: () => false } },
  })

  expect(linesOf(listed.view).at(-1)).toBe(
    'break-glass: you may use it; each use is announced and reviewed',
  )
  expect(linesOf(other.view).join()).not.toContain('break-glass')
})

test('whoami tells which freezes hold here', async () => {
  const freezes = () => [
    {
      name: 'weekend',
      reason: 'nobody is there',
      effect: 'ask' as const,
      until: new Date('2026-03-03T06:00:00Z'),
    },
    { name: 'audit-week', reason: 'auditors look', effect: 'deny' as const },
  ]
  const { view } = await askQuery(whoami, '', { judge: { freezes } })

  expect(linesOf(view).slice(-2)).toEqual([
    'warning: Freeze weekend until 2026-03-03T06:00:00.000Z: changes need approval (nobody is there).',
    'warning: Freeze audit-week: changes are denied (auditors look).',
  ])
})
