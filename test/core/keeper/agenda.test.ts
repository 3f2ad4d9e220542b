import { expect, test } from 'vitest'
import type { HeldPlan } from '../../../src/core/held/held-plan.ts'
import { agendaOf } from '../../../src/core/keeper/agenda.ts'
import { testRoad } from '../road/road.ts'
import { obedientWeb } from '../road/obedient-web.ts'

const now = new Date('2026-03-02T10:00:00Z')
const inMs = (ms: number) => new Date(now.getTime() + ms).toISOString()

async function held(given: Partial<HeldPlan>): Promise<HeldPlan> {
  const { objects, apply } = obedientWeb()
  const road = testRoad({ objects, apply })
  const asked = road.ask('scale web 5')
  await road.clock.advance(3000)
  await asked
  const plan = await road.plan()
  if (!plan) throw new TypeError('no plan was made')
  return { ...plan, ...given }
}

test.each([
  ['waiting beyond its time', { state: 'waiting', until: inMs(-1) }, 'expire'],
  ['waiting in time', { state: 'waiting', until: inMs(1) }, undefined],
  ['approved', { state: 'approved', until: inMs(1), createdAt: inMs(-9) }, 'begin'],
  ['approved and not begun in time', { state: 'approved', until: inMs(-1) }, 'expire'],
  ['scheduled for later', { state: 'scheduled', dueAt: inMs(1) }, undefined],
  ['scheduled and due', { state: 'scheduled', dueAt: inMs(0) }, 'begin'],
  [
    'scheduled and far too late',
    { state: 'scheduled', dueAt: inMs(-9), until: inMs(-1) },
    'expire',
  ],
  [
    'at work by a living process',
    { state: 'executing', runner: { id: 'x', until: inMs(1) } },
    undefined,
  ],
  [
    'left by a dead process',
    { state: 'executing', runner: { id: 'x', until: inMs(-1) } },
    'take-over',
  ],
  ['ended', { state: 'ended', until: inMs(-1) }, undefined],
] as const)('%s', async (_, given, expected) => {
  const plan = await held(given)
  const { tasks } = agendaOf([plan], { now, isOurs: () => false })

  expect(tasks.map(({ kind }) => kind)).toEqual(expected === undefined ? [] : [expected])
})

test('what this process is at is left to it, and the next moment is told', async () => {
  const left = await held({ state: 'executing', runner: { id: 'x', until: inMs(-1) } })
  const later = await held({ state: 'scheduled', dueAt: inMs(700) })

  expect(agendaOf([left, later], { now, isOurs: (one) => one === left })).toEqual({
    tasks: [],
    nextMs: 700,
  })
})
