import { expect, test } from 'vitest'
import { alone, bounded, counter, gauge, histogram, scopedMeter } from '../../src/core/meter.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'

const VOTES = counter({
  name: 'test_votes_total',
  help: 'Votes.',
  labels: { choice: ['yes', 'no'] },
})
const BY_CLUSTER = counter({
  name: 'test_calls_total',
  help: 'Calls.',
  labels: { cluster: bounded('few') },
})
const DEPTH = gauge({ name: 'test_depth', help: 'Depth.', labels: {} })
const TIME = histogram({ name: 'test_seconds', help: 'Time.', labels: {}, buckets: [0.1, 1] })

const start = (clock = systemClock) => {
  const log = fakeLog()
  const declared = [VOTES, BY_CLUSTER, DEPTH, TIME]
  return { ...createMetrics({ declared, clock, log }), log }
}
const lines = (page: string, name: string) =>
  page.split('\n').filter((line) => line.startsWith(name))

test('what can be said from the start begins at zero, so that the first one is seen', async () => {
  const { meter, page } = start()
  meter.count(VOTES, { choice: 'yes' })

  expect(lines(await page(), 'test_votes_total')).toEqual([
    'test_votes_total{choice="yes"} 1',
    'test_votes_total{choice="no"} 0',
  ])
  expect(lines(await page(), 'test_calls_total')).toEqual([])
})

test('times fall into buckets', async () => {
  const { meter, page } = start()
  meter.observe(TIME, {}, 0.5)

  expect(lines(await page(), 'test_seconds_bucket{le="0.1"}')).toEqual([
    'test_seconds_bucket{le="0.1"} 0',
  ])
  expect(lines(await page(), 'test_seconds_sum')).toEqual(['test_seconds_sum 0.5'])
})

test('what is read is as it is now, added up over those who say it, and gone once nobody does', async () => {
  const { meter, page } = start()
  let depth = 3
  const part = scopedMeter(meter)
  part.read(DEPTH, () => alone(depth))
  meter.read(DEPTH, async () => alone(1))

  expect(lines(await page(), 'test_depth')).toEqual(['test_depth 4'])
  depth = 5
  expect(lines(await page(), 'test_depth')).toEqual(['test_depth 6'])
  part.end()
  expect(lines(await page(), 'test_depth')).toEqual(['test_depth 1'])
})

test('who fails or hangs keeps nobody from being told', async () => {
  const clock = fakeClock()
  const { meter, page } = start(clock)
  meter.read(DEPTH, () => {
    throw new Error('broken')
  })
  meter.read(BY_CLUSTER, () => new Promise(() => {}))
  meter.count(VOTES, { choice: 'no' })
  const asked = page()
  await clock.advance(2000)

  expect(lines(await asked, 'test_votes_total')).toContain('test_votes_total{choice="no"} 1')
})

test('those who ask at the same time get the same page', async () => {
  const { meter, page } = start()
  let reads = 0
  meter.read(DEPTH, () => alone(++reads))
  const pages = await Promise.all([page(), page(), page()])

  expect(new Set(pages).size).toBe(1)
  expect(reads).toBe(1)
})

test('a word that nobody foresaw is no series of its own', async () => {
  const { meter, page } = start()
  // @ts-expect-error the types forbid it; a store of another version may hold it all the same
  meter.count(VOTES, { choice: 'maybe' })

  expect(lines(await page(), 'test_votes_total{choice="other"}')).toHaveLength(1)
})

test('no metric grows without end', async () => {
  const { meter, page, log } = start()
  for (let i = 0; i < 3000; i++) meter.count(BY_CLUSTER, { cluster: `c${i}` })

  expect(lines(await page(), 'test_calls_total')).toHaveLength(2000)
  expect(log.lines.map(({ facts }) => facts['metric'])).toEqual(['test_calls_total'])
})

test('the process tells of memory, files and the event loop, and of nothing else', async () => {
  const page = await start().page()

  expect(page).toContain('process_resident_memory_bytes ')
  expect(page).toContain('nodejs_eventloop_lag_p99_seconds ')
  expect(page).not.toContain('nodejs_active_handles')
})
