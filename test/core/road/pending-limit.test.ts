import { expect, test } from 'vitest'
import { cancel } from '../../../commands/cancel.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { said } from './fake-conversation.ts'
import { obedientWeb } from './obedient-web.ts'
import { testRoad } from './road.ts'
import { scaleForTests } from './scale-command.ts'

const group = { name: 'platform', approve: 1, deny: 1, roles: ['platform'] }
const nobody = { users: [], groups: [], usergroups: [] }
const asks: Verdict = {
  kind: 'ask',
  rule: { name: 'two-people' },
  reason: 'production needs platform',
  approvers: ['platform'],
  requirement: { groups: [{ ...group, ...nobody }], waitMs: 600_000, useMs: 600_000 },
}

function asking() {
  const { objects, apply } = obedientWeb()
  const perUser = { burst: 1000, perSecond: 1000 }
  const road = testRoad({
    objects,
    apply,
    judge: () => asks,
    perUser,
    commands: [scaleForTests, cancel],
  })
  const last = () => said(road.conversation.replies.at(-1)?.view)
  const waiting = async () => road.book.list({ states: ['waiting'], limit: 100 })
  return { ...road, last, waiting }
}

test('the very change that waits already is not asked about twice', async () => {
  const road = asking()

  await road.ask('scale web 5')
  await road.ask('scale web 5 --reason "again, please"')

  const [only, ...others] = await road.waiting()
  expect(others).toEqual([])
  expect(road.last()).toContain(`This very change waits already: it is plan ${only?.plan.id}`)
})

test('A13: nobody piles up plans: twenty wait, the next is refused, and time or a cancel makes room', async () => {
  const road = asking()
  for (let replicas = 11; replicas <= 30; replicas++) await road.ask(`scale web ${replicas}`)

  await road.ask('scale web 50')

  expect(road.last()).toContain('20 plans of yours wait already.')
  const pending = await road.waiting()
  expect(pending).toHaveLength(20)
  await road.ask(`cancel ${pending[0]?.plan.id}`)
  await road.ask('scale web 50')
  expect(road.last()).toContain('This needs approval')
  await road.clock.advance(600_000)
  await road.ask('scale web 51')
  expect(road.last()).toContain('This needs approval')
})

test('A13: asking and cancelling over and over does not wear approvers out for long', async () => {
  const road = asking()
  for (let round = 0; round < 60; round++) {
    await road.clock.advance(1000)
    await road.ask(`scale web ${round % 2 === 0 ? 7 : 8}`)
    const [held] = await road.waiting()
    await road.ask(`cancel ${held?.plan.id}`)
  }

  await road.ask('scale web 9')

  expect(road.last()).toContain('You asked for 60 plans within an hour.')
  await road.clock.advance(3_600_000)
  await road.ask('scale web 9')
  expect(road.last()).toContain('This needs approval')
})

test('what waits for its moment counts as well', async () => {
  const road = asking()
  for (let replicas = 11; replicas <= 30; replicas++) {
    await road.ask(`scale web ${replicas} --at +5m`)
  }

  await road.ask('scale web 50')

  expect(road.last()).toContain('20 plans of yours wait already.')
})
