import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter } from '../../../src/kube/watch/line-splitter.ts'
import { withoutManagedFields } from '../../../src/kube/watch/without-managed-fields.ts'

const cut = (text: string) => withoutManagedFields(Buffer.from(text)).toString()

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

test('managedFields are cut out wherever an object has them, and nothing else is', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.jsonValue(),
      fc.array(fc.jsonValue()),
      (before, after, fields) => {
        const whole = {
          items: [
            { a: before, managedFields: fields, z: after },
            { a: 1, managedFields: fields },
          ],
        }
        const without = { items: [{ a: before, z: after }, { a: 1 }] }

        expect(JSON.parse(cut(JSON.stringify(whole)))).toEqual(JSON.parse(JSON.stringify(without)))
      },
    ),
  )
})

test('a text that looks like managedFields stays', () => {
  const object = {
    a: ',"managedFields":[1]',
    ',"managedFields":[': 'b',
    c: ',',
    managedFields: 'none',
  }

  expect(JSON.parse(cut(JSON.stringify(object)))).toEqual(object)
})

test('brackets, quotes and backslashes in what is cut do not end it early', () => {
  const fields = [{ fieldsV1: { 'k:{"name":"]\\"}': [']', '\\', '"'] } }, ']}]']

  expect(cut(JSON.stringify({ a: 1, managedFields: fields, b: 2 }))).toBe('{"a":1,"b":2}')
})

test('what is not whole stays for the parser to refuse', () => {
  for (const text of [
    '{"a":1,"managedFields":[',
    '{"a":1,"managedFields":["',
    '{"a":1,"managedFields":[1],"managedFields":["x',
  ]) {
    expect(() => void JSON.parse(cut(text))).toThrow(SyntaxError)
  }
})
