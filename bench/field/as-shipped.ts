/** How the image starts Node. */
export const SHIPPED_FLAGS: readonly string[] = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=100',
]

/** What the image sets for the allocator of the C library. */
export const SHIPPED_ENV: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
}
