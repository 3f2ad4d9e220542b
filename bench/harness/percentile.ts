/** The smallest sample that at least this share (0 to 1) of the samples does not exceed. NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

/** `12 ms`, `1.3 ms` */
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

/** `104 MB`, in millions of bytes. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
