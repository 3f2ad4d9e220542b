const BASE_MS = 500
const CAP_MS = 60_000

/** How long to wait before attempt `failures + 1`: exponential, jittered by half, never above 60 s. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const full = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 16))
  return Math.round(full / 2 + (full / 2) * random())
}
