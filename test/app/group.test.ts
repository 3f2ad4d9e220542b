import { expect, test } from 'vitest'
import { createGroup } from '../../src/app/group.ts'

function services() {
  const said: string[] = []
  const service = (name: string, reason?: string) => ({
    name,
    start: async () => void said.push(`+${name}`),
    stop: async () => {
      said.push(`-${name}`)
      if (name === 'bad') throw new Error('it does not stop')
    },
    unready: () => reason,
  })
  return { said, service }
}

test('those that stay are left alone, those that go end before others begin', async () => {
  const { said, service } = services()
  const [watch, engine, details] = [service('watch'), service('engine'), service('details')]
  const group = createGroup('all', [watch, engine, details])
  await group.start()
  said.length = 0
  await group.become([watch, service('engine2')])

  expect(said).toEqual(['-details', '-engine', '+engine2'])
})

test('before it runs and after it ended nothing is started', async () => {
  const { said, service } = services()
  const group = createGroup('all', [])
  await group.become([service('a')])
  expect(said).toEqual([])
  await group.start()
  await group.stop()
  await group.become([service('b')])

  expect(said).toEqual(['+a', '-a'])
})

test('one that cannot stop keeps no other from it', async () => {
  const { said, service } = services()
  const group = createGroup('all', [service('good'), service('bad')])
  await group.start()
  await expect(group.become([service('next')])).rejects.toThrow(AggregateError)

  expect(said).toEqual(['+good', '+bad', '-bad', '-good', '+next'])
})

test('it is as ready as its members', () => {
  const { service } = services()

  expect(createGroup('all', [service('a'), service('b', 'away')]).unready()).toBe('b: away')
})
