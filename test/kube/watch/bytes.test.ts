import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter } from '../../../src/kube/watch/line-splitter.ts'

test('lines are the same however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' })),
      fc.integer({ min: 1, max: 9 }),
      (texts, size) => {
        const lines = texts.map((text) => text.replaceAll('\n', ''))
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const splitter = createLineSplitter()
        const found: string[] = []
        for (let at = 0; at < bytes.length; at += size)
          for (const line of splitter.push(bytes.subarray(at, at + size)))
            found.push(line.toString())

        expect(found).toEqual(lines.map((line) => Buffer.from(line).toString()))
      },
    ),
  )
})

test('a line without end is given up, not kept for ever', () => {
  const splitter = createLineSplitter(100)
  splitter.push(Buffer.alloc(90, 'x'))

  expect(() => splitter.push(Buffer.alloc(90, 'x'))).toThrow('too-large')
})
