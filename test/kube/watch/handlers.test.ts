import { expect, test } from 'vitest'
import { watchingRig, watchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

test('K11: a handler that throws harms nobody, and hears the newest again, five times at most', async () => {
  const { watching, api, heard, clock, log } = await watchingRig()
  const tries: (string | undefined)[] = []
  watching.onChange('pods', ({ after }) => {
    tries.push(after?.resourceVersion)
    throw new Error('broken')
  })
  await until(() => tries.length === 1)
  api.put('web')
  await until(() => heard.includes('~web'))
  const newest = String(api.revision())

  for (let count = 2; count <= 5; count++) {
    clock.expire()
    await until(() => tries.length === count)
  }
  clock.expire()
  api.put('api')
  await until(() => heard.includes('+api') && tries.length === 6)

  expect(tries).toEqual(['11', newest, newest, newest, newest, String(api.revision())])
  expect(log.lines.filter(({ message }) => message === 'a handler of changes failed')).toHaveLength(
    6,
  )
})

test('K11: a handler that rejects once hears it again and then goes on', async () => {
  const { watching, api, clock } = await watchingRig()
  const told: string[] = []
  let fails = true
  watching.onChange('pods', async ({ after }) => {
    await Promise.resolve()
    if (fails) throw new Error('the store is away')
    told.push(after?.name ?? '')
  })
  await until(() => clock.pauses.length === 0)
  api.put('api')
  await new Promise((resolve) => setTimeout(resolve, 20))
  fails = false
  clock.expire()

  await until(() => told.length === 2)

  expect(told.toSorted()).toEqual(['api', 'web'])
})

test('K11: while a handler hangs the others go on; it is left behind and finds only the newest', async () => {
  const { watching, api, heard, clock, log } = await watchingRig()
  const told: string[] = []
  const never = Promise.withResolvers<void>()
  watching.onChange('pods', ({ after, before }) => {
    told.push(`${before?.resourceVersion ?? '-'}>${after?.resourceVersion ?? '-'}`)
    return told.length === 1 ? never.promise : undefined
  })
  await until(() => told.length === 1)
  for (let round = 0; round < 100; round++) {
    api.put('web')
    api.put('brief')
    api.remove('brief')
  }
  const last = api.revision()
  await until(() => watching.look.get('pods', 'web', 'shop')?.resourceVersion === String(last - 2))
  await until(() => heard.includes('~web'))
  expect(told).toHaveLength(1)

  clock.expire()
  await until(() => told.length === 2)

  expect(told[1]).toBe(`11>${last - 2}`)
  expect(log.lines.map(({ message }) => message)).toContain(
    'a handler of changes hangs and is left behind',
  )
  never.reject(new Error('late'))
})

test('one change at a time, with what was before and what is now', async () => {
  const { watching, api } = await watchingRig()
  let running = 0
  const overlaps: number[] = []
  const phases: string[] = []
  watching.onChange('pods', async ({ before, after }) => {
    running++
    await new Promise((resolve) => setImmediate(resolve))
    overlaps.push(running)
    running--
    phases.push(
      `${JSON.stringify(before?.body['status'])} ${JSON.stringify(after?.body['status'])}`,
    )
  })
  await until(() => phases.length === 1)

  api.put('web', { status: { phase: 'Failed' } })
  await until(() => phases.length === 2)
  api.remove('web')
  await until(() => phases.length === 3)

  expect(Math.max(...overlaps)).toBe(1)
  expect(phases).toEqual([
    'undefined {"phase":"Running"}',
    '{"phase":"Running"} {"phase":"Failed"}',
    '{"phase":"Failed"} undefined',
  ])
})

test('deleted and made anew under one name is two changes', async () => {
  const { api, heard } = await watchingRig()

  api.remove('web')
  api.put('web')
  await until(() => heard.length === 3)

  expect(heard).toEqual(['+web (initial)', '-web', '+web'])
})

test('who listens late hears what is there as initial, and who stopped hears nothing', async () => {
  const { watching, api, heard } = await watchingRig()
  const late: string[] = []
  const end = watching.onChange('pods', ({ after, initial }) => {
    late.push(`${after?.name} ${initial}`)
  })
  await until(() => late.length === 1)

  end()
  api.put('api')
  await until(() => heard.includes('+api'))

  expect(late).toEqual(['web true'])
})

test('to listen for a kind that nobody keeps is a mistake that is told', async () => {
  const { watching } = await watchRig()

  expect(() => watching.onChange('secrets', () => {})).toThrow('nobody keeps secrets')
})
