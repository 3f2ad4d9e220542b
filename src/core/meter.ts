/** What a label may say: one of a closed set, or something that the set-up bounds, such as a cluster's name. */
export type LabelSet = Readonly<Record<string, readonly string[] | Bounded>>

/** The values are not known here, but there are few; `by` says what bounds them, for people. */
export type Bounded = { readonly bounded: string }

/** A number that Prometheus may ask for. Declared once, beside whoever counts it. */
export type Metric<L extends LabelSet = LabelSet> = {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** `deckwatch_…`, in base units: `_seconds`; counters end in `_total`. */
  readonly name: string
  /** One sentence for people. */
  readonly help: string
  readonly labels: L
  /** Of a histogram: upper bounds in its unit. */
  readonly buckets?: readonly number[]
}

export type Counter<L extends LabelSet = LabelSet> = Metric<L> & { readonly type: 'counter' }
export type Gauge<L extends LabelSet = LabelSet> = Metric<L> & { readonly type: 'gauge' }
export type Histogram<L extends LabelSet = LabelSet> = Metric<L> & { readonly type: 'histogram' }

export type Labels<L extends LabelSet> = {
  readonly [K in keyof L]: L[K] extends readonly (infer V)[] ? V : string
}

/** One number as it is when asked for. */
export type Sample<L extends LabelSet> = { readonly labels: Labels<L>; readonly value: number }

/** Port: where numbers about the bot itself go. Counting is cheap and never throws. */
export type Meter = {
  /** Adds `by` (default 1). */
  count<L extends LabelSet>(counter: Counter<L>, labels: Labels<L>, by?: number): void
  /** One more value of a histogram, in its base unit. */
  observe<L extends LabelSet>(histogram: Histogram<L>, labels: Labels<L>, value: number): void
  /**
   * Reads numbers only when they are asked for: what is kept anyway, or counted where counting must cost nothing. The
   * same series from several readers is added up. One that fails or takes long is left out. Returns what ends it.
   */
  read<L extends LabelSet>(metric: Counter<L> | Gauge<L>, read: Reading<L>): () => void
}

export type Reading<L extends LabelSet> = () => readonly Sample<L>[] | Promise<readonly Sample<L>[]>

type Declared<L> = { readonly name: string; readonly help: string; readonly labels: L }

export const counter = <const L extends LabelSet>(declared: Declared<L>): Counter<L> => ({
  type: 'counter',
  ...declared,
})

export const gauge = <const L extends LabelSet>(declared: Declared<L>): Gauge<L> => ({
  type: 'gauge',
  ...declared,
})

export const histogram = <const L extends LabelSet>(
  declared: Declared<L> & { readonly buckets: readonly number[] },
): Histogram<L> => ({ type: 'histogram', ...declared })

/** Of what can be named here and is few. */
export const bounded = (by: string): Bounded => ({ bounded: by })

type Alone = Sample<Readonly<Record<string, never>>>

/** A gauge or counter without labels, as a reading gives it. */
export const alone = (value: number): readonly Alone[] => [{ labels: {}, value }]

/** Counts nothing. */
export const noMeter: Meter = { count() {}, observe() {}, read: () => () => {} }

/** A service is asked for numbers from its start to its stop: one that is built and never started says nothing. */
export function whileItRuns<P extends { readonly meter: Meter }, S extends Running>(
  parts: P,
  build: (parts: P) => S,
): S {
  const meter = scopedMeter(parts.meter)
  const wanted = new Set<() => void>()
  let isRunning = false
  const read: Meter['read'] = (metric, reading) => {
    if (isRunning) return meter.read(metric, reading)
    let end = () => {}
    const begin = () => void (end = meter.read(metric, reading))
    wanted.add(begin)
    return () => {
      wanted.delete(begin)
      end()
    }
  }
  const service = build({ ...parts, meter: { ...meter, read } })
  return {
    ...service,
    start: () => {
      isRunning = true
      for (const begin of wanted) begin()
      return service.start()
    },
    stop: async () => {
      meter.end()
      await service.stop()
    },
  }
}

type Running = { start(): Promise<void>; stop(): Promise<void> }

/** The same meter, but all that is read through it ends together. */
export function scopedMeter(meter: Meter): Meter & { end(): void } {
  const ends = new Set<() => void>()
  return {
    count: meter.count,
    observe: meter.observe,
    read(metric, read) {
      const end = meter.read(metric, read)
      ends.add(end)
      return () => {
        ends.delete(end)
        end()
      }
    },
    end() {
      for (const end of ends) end()
      ends.clear()
    },
  }
}
