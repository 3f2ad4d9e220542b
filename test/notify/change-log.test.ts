import { expect, test } from 'vitest'
import type { ChangeReader } from '../../src/core/incidents/seen-change.ts'
import type { Watched } from '../../src/core/watched.ts'
import { createChangeLog } from '../../src/notify/changes/change-log.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import { watched } from '../support/watched-objects.ts'

const MINUTE = 60_000

const web = (image: string, generation: number, more: Partial<Watched> = {}) =>
  watched('deployments.apps/web', { body: { image }, generation, ...more })

const images: ChangeReader = {
  resource: 'deployments.apps',
  keeps: [],
  read: (before, after) => {
    if (after.body['image'] === 'broken') throw new Error('odd')
    const about = { ...after, kind: 'Deployment' }
    const [was, is] = [String(before.body['image']), String(after.body['image'])]
    return { about, changes: [{ what: 'image', field: 'image', before: was, after: is }] }
  },
}

async function stage() {
  const clock = fakeClock()
  const watching = fakeWatching()
  const log = fakeLog()
  const changes = createChangeLog({ watchings: [watching], readers: [images], clock, log })
  await changes.start()
  const lately = (minutes = 30) =>
    changes
      .since(
        'prod-eu',
        { ...web('', 0), kind: 'Deployment' },
        new Date(clock.now().getTime() - minutes * MINUTE),
      )
      .flatMap((one) => one.changes.map(({ after }) => after))
  return { clock, watching, log, changes, lately }
}

test('what changed lately is remembered, oldest first, and what is new is no change', async () => {
  const { watching, lately } = await stage()
  await watching.set(web('1.4', 1))
  await watching.set(web('1.5', 2))
  await watching.set(web('1.6', 3))

  expect(lately()).toEqual(['1.5', '1.6'])
})

test('what only its status tells is no change', async () => {
  const { watching, lately } = await stage()
  await watching.set(web('1.4', 1))
  await watching.set(web('1.5', 1))

  expect(lately()).toEqual([])
})

test('it is found by name, also when the object was made anew', async () => {
  const { watching, changes, clock, lately } = await stage()
  await watching.set(web('1.4', 1, { uid: 'before' }))
  await watching.set(web('1.5', 2, { uid: 'before' }))
  const other = { ...web('', 0), name: 'other', kind: 'Deployment' }

  expect(lately()).toEqual(['1.5'])
  expect(changes.since('prod-eu', other, new Date(0))).toEqual([])
  expect(changes.since('prod-us', { ...web('', 0), kind: 'Deployment' }, clock.now())).toEqual([])
})

test('after half an hour it is forgotten, and thousands of changes are bounded', async () => {
  const { watching, clock, changes, lately } = await stage()
  await watching.set(web('1.4', 1))
  await watching.set(web('1.5', 2))
  await clock.advance(36 * MINUTE)
  for (let i = 3; i < 2500; i++) await watching.set(web(`1.${i + 3}`, i))

  expect(lately()).toHaveLength(2000)
  expect(lately().at(-1)).toBe('1.2502')
  await changes.stop()
  await watching.set(web('2.0', 2500))
  expect(lately().at(-1)).toBe('1.2502')
})

test('an object that breaks a reader harms nobody', async () => {
  const { watching, log, lately } = await stage()
  await watching.set(web('1.4', 1))
  await watching.set(web('broken', 2))
  await watching.set(web('1.5', 3))

  expect(lately()).toEqual(['1.5'])
  expect(log.lines.map(({ message }) => message)).toContain('a reader of changes broke')
})
