import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allMetrics } from '../../src/app/metrics/all-metrics.ts'
import { sourceFiles } from './source-tree.ts'

const names = allMetrics.map(({ name }) => name)
/** Units as Prometheus writes them; what has none counts things. */
const UNITS = /_(?:seconds|bytes|info)$/u
const WRONG_UNITS = /_(?:ms|milliseconds|minutes|hours|kb|kilobytes|mb|percent|count)(?:_|$)/u
/** Whoever could be named by these is not bounded by anything. */
const UNBOUNDED =
  /user|person|actor|channel|namespace|pod|name|object|request|^id$|_id$|path|url|message|reason_text/u

test('every metric that is declared is listed', () => {
  const declared = sourceFiles('src').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bname: '(deckwatch_[a-z_]+)'/g)].map(([, it]) => it),
  )

  expect(declared.length).toBeGreaterThan(30)
  expect(declared.filter((name) => !names.includes(name ?? ''))).toEqual([])
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test.each(allMetrics)('$name is called as Prometheus calls things', ({ name, type, help }) => {
  expect(name).toMatch(/^deckwatch_[a-z]+(?:_[a-z]+)*$/u)
  expect(name).not.toMatch(WRONG_UNITS)
  expect(name.endsWith('_total')).toBe(type === 'counter')
  expect(type === 'histogram' && !UNITS.test(name)).toBe(false)
  expect(help).toMatch(/^[A-Z].*\.$/u)
})

test.each(allMetrics)('$name has no label that could take any value', ({ labels }) => {
  const entries = Object.entries(labels)

  expect(entries.length).toBeLessThan(4)
  expect(entries.filter(([label]) => UNBOUNDED.test(label))).toEqual([])
  const sizes = entries.map(([, values]) => ('bounded' in values ? 1 : values.length))
  expect(sizes.filter((size) => size === 0 || size > 15)).toEqual([])
})

test('buckets rise, and there are few of them', () => {
  for (const { buckets } of allMetrics) {
    if (!buckets) continue
    expect(buckets.length).toBeLessThan(12)
    expect(buckets).toEqual(buckets.toSorted((one, other) => one - other))
  }
})

test('docs/metrics.md speaks of no metric that there is not', () => {
  const said = readFileSync('docs/metrics.md', 'utf8').matchAll(/deckwatch_[a-z_]+/g)
  const strays = [...said].map(([name]) => name).filter((name) => !names.includes(name))

  expect(strays).toEqual([])
})
