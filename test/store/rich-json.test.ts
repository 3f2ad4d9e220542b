import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { text, time } from '../../src/core/text.ts'
import { readView } from '../../src/store/deliveries/delivery-json.ts'
import { readHeldPlan, writeHeldPlan } from '../../src/store/plans/held-plan-json.ts'
import { fromRichJson, toRichJson } from '../../src/store/rich-json.ts'
import { openPlan } from '../support/held-plans.ts'

const moment = fc.date({ noInvalidDate: true })
const node = fc.oneof(
  fc.string(),
  fc.record({ code: fc.string() }),
  fc.record({ bold: fc.string() }),
  fc.record({ user: fc.string() }),
  fc.record({ time: moment }),
)
const words = fc.array(node)
/** JSON of others, also such as looks like our own marks. */
const anything = fc.jsonValue({ noUnicodeString: false }).map((value) => value)
const marked = fc.oneof(
  anything,
  fc.record({ $date: anything }),
  fc.record({ $plain: fc.oneof(anything, fc.record({ $date: fc.string() })) }),
)

test('whatever JSON is written is what is read, also with moments and with marks in it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(marked, fc.record({ time: moment }))), (value) => {
      const plainly = JSON.stringify(value)
      expect(JSON.stringify(fromRichJson(toRichJson(value)))).toBe(plainly)
    }),
  )
})

test('any text, reason and patch of a plan survive the store', () => {
  fc.assert(
    fc.property(words, fc.string(), marked, (why, reason, value) => {
      const [effect] = openPlan().plan.effects
      if (!effect) throw new Error('no effect')
      const patch = [{ op: 'add', path: '/metadata/labels', value: value ?? 0 }] as const
      const held = openPlan({
        plan: { reason, effects: [{ ...effect, patch }], notes: [why] },
        closed: { why, at: '2026-03-02T10:00:00.000Z' },
        radius: [{ name: reason, value: why }],
        formerly: { changes: effect.changes, why },
      })
      const read = readHeldPlan(writeHeldPlan(held))
      expect(writeHeldPlan(read)).toBe(writeHeldPlan(held))
      expect(read.closed?.why).toEqual(why)
    }),
  )
})

test('any view survives the store', () => {
  fc.assert(
    fc.property(words, fc.string(), moment, (title, output, until) => {
      const view = {
        tone: 'waiting',
        title,
        scope: {
          cluster: 'prod-eu',
          environment: 'production',
          production: true,
          freezes: [{ name: 'easter', until }],
        },
        parts: [
          { part: 'output', output, fileName: 'a.txt' },
          { part: 'note', text: title },
        ],
        buttons: [{ label: 'Deny', words: 'deny a', question: { title: 'Deny', label: output } }],
        footer: text`until ${time(until)}`,
      }
      expect(readView(toRichJson(view))).toEqual(view)
    }),
  )
})

test.each(['{}', '[]', 'null', '{"plan":{}}', 'no json'])('%s is no plan and no view', (body) => {
  expect(() => readHeldPlan(body)).toThrow(/./)
  expect(() => readView(body)).toThrow(/./)
})
