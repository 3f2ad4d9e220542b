import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from '@prometheus-io/client'
import type { LabelSet, Labels, Meter, Metric, Reading, Sample } from '../core/meter.ts'
import type { Clock, Log } from '../core/seams.ts'
import { ofProcess } from './process-metrics.ts'
import { zeroSeries } from './zero-series.ts'

export type Metrics = {
  readonly meter: Meter
  readonly contentType: string
  /** Everything, as Prometheus reads it. Comes within seconds, whatever is away; never rejects. */
  page(): Promise<string>
}

type Parts = {
  /** Those whose labels are all known from the start begin at zero: an alert sees the first of them. */
  readonly declared: readonly Metric[]
  readonly clock: Clock
  readonly log: Log
}

/** Prometheus gives up after 10 s by default. */
const PATIENCE_MS = 2000
/** How often the event loop is looked at: an idle bot is to stay idle. */
const SAMPLE_MS = 20
/** No metric has so many series; what comes beyond is left out, so that nothing grows without end. */
const MOST_SERIES = 2000

/** Keeps the numbers in a registry of its own, and reads the others when it is asked. */
export function createMetrics({ declared, clock, log }: Parts): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: SAMPLE_MS })
  ofProcess(registry)
  const instruments = createInstruments(registry, log)
  for (const metric of declared) instruments.begin(metric)
  const readings = new Set<() => Promise<Read>>()
  let flight: Promise<string> | undefined

  const write = async () => {
    const read = await Promise.all([...readings].map((one) => within(one, { clock, log })))
    instruments.show(read.filter((one) => one !== undefined))
    return registry.metrics()
  }
  return {
    contentType: registry.contentType,
    page: () => (flight ??= write().finally(() => (flight = undefined))),
    meter: {
      count: (metric, labels, by = 1) => instruments.add(metric, labels, by),
      observe: (metric, labels, value) => instruments.observe(metric, labels, value),
      read<L extends LabelSet>(metric: Metric<L>, reading: Reading<L>) {
        const one = async () => ({ metric, samples: await reading() })
        readings.add(one)
        return () => void readings.delete(one)
      },
    },
  }
}

type Read = { readonly metric: Metric; readonly samples: readonly Sample<LabelSet>[] }

/** Undefined when it failed or did not come in time: the others are told all the same. */
async function within(
  read: () => Promise<Read>,
  { clock, log }: Omit<Parts, 'declared'>,
): Promise<Read | undefined> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const cancel = clock.after(PATIENCE_MS, () => reject(new Error('it takes too long')))
  try {
    return await Promise.race([read(), late])
  } catch (error) {
    log.debug({ err: error }, 'a number could not be read')
    return undefined
  } finally {
    cancel()
  }
}

type Instrument = PromCounter<string> | PromGauge<string> | PromHistogram<string>

function createInstruments(registry: Registry, log: Log) {
  const made = new Map<string, Instrument>()
  const shown = new Set<string>()
  const fit = createFit(log)
  const of = (metric: Metric): Instrument => {
    const known = made.get(metric.name) ?? make(metric, registry)
    made.set(metric.name, known)
    return known
  }
  const put = (metric: Metric, labels: Labels<LabelSet>, value: number) => {
    const fitting = fit(metric, labels)
    if (!fitting) return
    const instrument = of(metric)
    if (instrument instanceof PromHistogram) instrument.observe(fitting, value)
    else instrument.inc(fitting, value)
  }
  return {
    begin: (metric: Metric) => {
      for (const labels of zeroSeries(metric)) put(metric, labels, 0)
    },
    add: put,
    observe: put,
    /** What was read this time, and nothing of what was read before. */
    show(read: readonly Read[]) {
      for (const name of shown) made.get(name)?.reset()
      shown.clear()
      for (const { metric, samples } of read) {
        shown.add(metric.name)
        for (const { labels, value } of samples) put(metric, labels, value)
      }
    },
  }
}

function make({ type, name, help, labels, buckets = [] }: Metric, registry: Registry): Instrument {
  const options = { name, help, labelNames: Object.keys(labels), registers: [registry] }
  if (type === 'counter') return new PromCounter(options)
  if (type === 'gauge') return new PromGauge(options)
  return new PromHistogram({ ...options, buckets: [...buckets] })
}

/** Labels as they may be: a word outside of a closed set is `other`; undefined where there are too many series. */
function createFit(log: Log) {
  const series = new Map<string, Set<string>>()
  const full = new Set<string>()
  return (metric: Metric, labels: Labels<LabelSet>): Record<string, string> | undefined => {
    const fitting = Object.fromEntries(
      Object.entries(metric.labels).map(([label, values]) => {
        const value = labels[label] ?? ''
        return [label, 'bounded' in values || values.includes(value) ? value : 'other']
      }),
    )
    const known = series.get(metric.name) ?? new Set()
    series.set(metric.name, known)
    const key = Object.values(fitting).join('\n')
    if (known.has(key)) return fitting
    if (known.size === MOST_SERIES) {
      if (!full.has(metric.name))
        log.error({ metric: metric.name }, 'a metric has too many series, new ones are left out')
      full.add(metric.name)
      return undefined
    }
    known.add(key)
    return fitting
  }
}
