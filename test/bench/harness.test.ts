import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { OWN_FLAGS, SHIPPED_ENV, SHIPPED_FLAGS } from '../../bench/field/as-shipped.ts'
import { atRate } from '../../bench/harness/at-rate.ts'
import { benchmarksPage, describeMachine } from '../../bench/harness/page.ts'
import { percentile } from '../../bench/harness/percentile.ts'
import { printRows } from '../../bench/harness/print-rows.ts'
import { residentMemory } from '../../bench/harness/resident-memory.ts'

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
  [0, 1],
])('the share %d of one to a hundred is %d', (share, value) => {
  expect(percentile(hundred, share)).toBe(value)
})

test('without samples there is no percentile', () => {
  expect(percentile([], 0.5)).toBeNaN()
})

test('a slow answer does not slow the asking, and its wait counts', async () => {
  const begun: number[] = []
  const start = performance.now()

  const took = await atRate({ perSecond: 100, seconds: 0.1 }, async () => {
    begun.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 300))
  })

  expect(took).toHaveLength(10)
  // One after the other, the last would begin after 2.7 s.
  expect(begun.at(-1)).toBeLessThan(2000)
  expect(Math.min(...took)).toBeGreaterThanOrEqual(290)
})

test('what is measured is started as the image starts it', () => {
  const image = readFileSync('Dockerfile', 'utf8')

  for (const flag of SHIPPED_FLAGS) expect(image).toContain(`"${flag}"`)
  const program = readFileSync('src/main.ts', 'utf8')
  for (const flag of OWN_FLAGS) expect(program).toContain(`setFlagsFromString('${flag}')`)
  for (const [name, value] of Object.entries(SHIPPED_ENV))
    expect(image).toContain(`${name}=${value}`)
})

test('the memory of a process is known', () => {
  expect(residentMemory(process.pid)).toBeGreaterThan(20e6)
})

test('rows become a table that says which aims were met', () => {
  const printed = printRows([
    { what: 'start', measured: '120 ms', aim: '< 400 ms', met: true },
    { what: 'memory', measured: '190 MB', aim: '< 130 MB', met: false },
  ])

  expect(printed.split('\n')).toEqual([
    '| what   | measured | aim      |        |',
    '| ------ | -------- | -------- | ------ |',
    '| start  | 120 ms   | < 400 ms | met    |',
    '| memory | 190 MB   | < 130 MB | missed |',
  ])
})

test('the page says on what machine it was measured, without its name, and how to measure again', () => {
  const rows = [{ what: 'start', measured: '120 ms', aim: '< 400 ms', met: true }]
  const page = benchmarksPage(describeMachine(), rows)

  expect(page).toContain('| start | 120 ms   | < 400 ms | met |')
  expect(page).toContain(process.version)
  expect(page).not.toContain(hostname())
  expect(page).toContain('npm run bench')
})
