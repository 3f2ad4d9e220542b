import { expect, test } from 'vitest'
import { alone, gauge, type Meter, noMeter, whileItRuns } from '../../src/core/meter.ts'

const DEPTH = gauge({ name: 'test_depth', help: 'Depth.', labels: {} })

/** Knows only how many are asked. */
function countingReaders(): { readonly meter: Meter; asked(): number } {
  const readers = new Set<unknown>()
  return {
    asked: () => readers.size,
    meter: {
      ...noMeter,
      read(_metric, reading) {
        readers.add(reading)
        return () => void readers.delete(reading)
      },
    },
  }
}

const started: string[] = []
const build = ({ meter }: { readonly meter: Meter }) => {
  const end = meter.read(DEPTH, () => alone(1))
  return {
    start: async () => void started.push('it'),
    stop: async () => {},
    more: () => meter.read(DEPTH, () => alone(2)),
    less: end,
  }
}

test('a service is asked for numbers from its start to its stop', async () => {
  const { meter, asked } = countingReaders()
  const service = whileItRuns({ meter }, build)
  expect(asked()).toBe(0)

  await service.start()
  service.more()
  expect(asked()).toBe(2)
  expect(started).toEqual(['it'])

  await service.stop()
  expect(asked()).toBe(0)
})

test('what ends a reading ends it, before the start and after', async () => {
  const { meter, asked } = countingReaders()
  const early = whileItRuns({ meter }, build)
  early.less()
  await early.start()
  expect(asked()).toBe(0)

  const late = whileItRuns({ meter }, build)
  await late.start()
  late.less()
  expect(asked()).toBe(0)
})
