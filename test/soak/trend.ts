export type Sample = { readonly at: number; readonly value: number }

/** How a straight line through the samples goes from its first to its last, as a share of where it begins. */
export function driftOf(samples: readonly Sample[]): number {
  const { at: from = 0, to = 0, line } = fit(samples)
  const begin = line(from)
  return begin === 0 ? 0 : (line(to) - begin) / begin
}

/**
 * How the lowest of the later half of the samples differs from that of the earlier one, as a share of that: what
 * comes and goes with each connection is not in it, what was never given back is.
 */
export function stepOf(samples: readonly Sample[]): number {
  const later = laterHalf(samples)
  const earlier = samples.slice(0, samples.length - later.length)
  const lowest = (of: readonly Sample[]) => Math.min(...of.map(({ value }) => value))
  return (lowest(later) - lowest(earlier)) / lowest(earlier)
}

/** By least squares. */
function fit(samples: readonly Sample[]) {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [midAt, mid] = [mean(({ at }) => at), mean(({ value }) => value)]
  const spread = mean(({ at }) => (at - midAt) ** 2)
  const slope = spread === 0 ? 0 : mean(({ at, value }) => (at - midAt) * (value - mid)) / spread
  const line = (at: number) => mid + slope * (at - midAt)
  return { at: samples[0]?.at, to: samples.at(-1)?.at, line }
}

/** Those of the second half of the time. */
export function laterHalf<T extends { readonly at: number }>(samples: readonly T[]): readonly T[] {
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0]
  return samples.filter(({ at }) => at >= (first + last) / 2)
}
