import { expect, test } from 'vitest'
import { answer } from '../../support/kube-server.ts'
import { PODS_PATH, watchingRig, watchRig, type WatchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

async function expectSilence(rig: WatchRig): Promise<void> {
  const { server, api, heard, watching } = rig
  const asked = server.all.length
  const before = [...heard]
  api.put('after')
  api.say('{"type":"ADDED","object":{"metadata":{"name":"x","uid":"x","resourceVersion":"99"}}}\n')
  rig.clock.expire()
  await new Promise((resolve) => setTimeout(resolve, 30))

  expect(heard).toEqual(before)
  expect(server.all).toHaveLength(asked)
  expect(api.watchers()).toBe(0)
  expect(watching.look.get('pods', 'after', 'shop')).toBeUndefined()
  await until(() => server.open() === 0)
}

test('K12: stopped before it was started', async () => {
  const rig = await watchRig()
  await rig.watching.stop()
  await expectSilence(rig)
})

test('K12: stopped while it asks what is served', async () => {
  const rig = await watchRig()
  rig.server.on(({ path }) => (path === '/api' ? undefined : false))
  await rig.watching.start()
  await Promise.all([rig.server.arrived('/api'), rig.server.arrived('/apis')])
  await rig.watching.stop()
  await expectSilence(rig)
})

test('K12: stopped while the list is under way', async () => {
  const rig = await watchRig()
  rig.api.instead('list', 1, () => {})
  await rig.watching.start()
  await rig.server.arrived(PODS_PATH)
  await rig.watching.stop()
  await expectSilence(rig)
})

test('K12: stopped between two pages', async () => {
  const rig = await watchRig()
  const { promise, resolve } = Promise.withResolvers<void>()
  rig.api.instead('list', 1, (_seen, response) =>
    answer(response, 200, { metadata: { resourceVersion: '10', continue: '1' }, items: [] }),
  )
  rig.api.instead('list', 1, () => resolve())
  await rig.watching.start()
  await promise
  await rig.watching.stop()
  await expectSilence(rig)
})

test('K12: stopped while it watches, with events on their way', async () => {
  const rig = await watchingRig()
  for (let i = 0; i < 200; i++) rig.api.put(`p${i}`)
  await rig.watching.stop()
  await expectSilence(rig)
})

test('K12: stopped while it waits to try again', async () => {
  const rig = await watchRig()
  rig.server.stop()
  await rig.watching.start()
  await until(() => rig.clock.pauses.length > 3)
  await rig.watching.stop()
  const pauses = rig.clock.pauses.length
  await new Promise((resolve) => setTimeout(resolve, 30))

  expect(rig.clock.pauses).toHaveLength(pauses)
})

test('K12: stopped while a handler hangs: nobody waits for it for ever', async () => {
  const rig = await watchRig()
  rig.api.quietly(() => rig.api.put('web'))
  const begun = Promise.withResolvers<void>()
  rig.watching.onChange('pods', () => {
    begun.resolve()
    return new Promise<void>(() => {})
  })
  await rig.watching.start()
  await begun.promise

  const stopped = rig.watching.stop()
  await new Promise((resolve) => setTimeout(resolve, 10))
  rig.clock.expire()
  await stopped

  await expectSilence(rig)
})
