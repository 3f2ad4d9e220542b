import { expect, test } from 'vitest'
import { byLatest } from '../../src/app/by-latest.ts'

test('leave that an old policy gave while a new one was taken over is asked for anew', async () => {
  let policy = 'old'
  const asked: string[] = []
  const leave = await byLatest(
    () => policy,
    async (one) => {
      asked.push(one)
      policy = asked.length === 1 ? 'new' : policy
      return one === 'old'
    },
  )

  expect({ leave, asked }).toEqual({ leave: false, asked: ['old', 'new'] })
})

test('where nothing is exchanged, it is asked once', async () => {
  const asked: string[] = []
  await byLatest(
    () => 'same',
    async (one) => void asked.push(one),
  )

  expect(asked).toEqual(['same'])
})
