import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationArgument } from '../../../src/core/words/arguments/amount-arguments.ts'
import { freeTextArgument } from '../../../src/core/words/arguments/free-text-argument.ts'
import { labelEdits } from '../../../src/core/words/arguments/label-arguments.ts'
import { nodeArgument } from '../../../src/core/words/arguments/node-argument.ts'
import { readPlanId } from '../../../src/core/words/arguments/plan-id-argument.ts'

describe('the id of a plan', () => {
  test('is eight characters, however it is written', () => {
    expect(readPlanId('8f3c21aa')).toEqual({ ok: true, value: '8f3c21aa' })
    expect(readPlanId('#8F3C21AA')).toEqual({ ok: true, value: '8f3c21aa' })
  })

  test('is never anything that could lead elsewhere', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        const reading = readPlanId(word)
        expect(reading.ok ? reading.value : '00000000').toMatch(/^[a-z0-9-]{8}$/)
      }),
    )
  })
})

describe('free words', () => {
  const argument = freeTextArgument('REASON', 'why')

  test('take all that is left, as one line', () => {
    expect(argument.take(['not', 'now\n\tplease'])).toEqual({
      ok: true,
      value: 'not now please',
      used: 2,
    })
  })

  test.each([[[' ']], [['a'.repeat(501)]]])('are not blank, and no novel', (words) => {
    expect(argument.take(words).ok).toBe(false)
  })
})

describe('label edits', () => {
  const argument = labelEdits('labels')

  test('tell what to set from what to take off', () => {
    expect(argument.take(['a=1', 'b.io/c-', 'd='])).toMatchObject({
      value: [
        { key: 'a', value: '1' },
        { key: 'b.io/c', value: undefined },
        { key: 'd', value: '' },
      ],
      used: 3,
    })
  })

  test('are at most twenty', () => {
    const many = Array.from({ length: 21 }, (_, i) => `k${i}=v`)

    expect(argument.take(many).ok).toBe(false)
  })

  test('never hold a key or a value that Kubernetes refuses', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (words) => {
        const reading = argument.take(words)
        for (const { key, value = '' } of reading.ok ? reading.value : []) {
          expect(key).toMatch(/^[\w./-]{1,317}$/)
          expect(value).toMatch(/^[\w.-]{0,63}$/)
        }
      }),
    )
  })
})

test('a node is named with or without its kind', () => {
  const argument = nodeArgument('the node')

  expect(
    ['node-1', 'node/node-1', 'nodes/node-1', 'no/node-1'].map((w) => argument.take([w])),
  ).toEqual(Array.from({ length: 4 }, () => ({ ok: true, value: 'node-1' })))
  expect(argument.take(['pod/web']).ok).toBe(false)
})

test('a duration is at least a second', () => {
  expect(durationArgument('how long').take(['1h30m'])).toEqual({ ok: true, value: 5_400_000 })
  expect(durationArgument('how long').take(['10ms']).ok).toBe(false)
})
