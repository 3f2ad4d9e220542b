/** How the image starts Node. */
export const SHIPPED_FLAGS: readonly string[] = ['--max-semi-space-size=16']

/** What the program asks of V8 itself: for a process that is not the whole program. */
export const OWN_FLAGS: readonly string[] = ['--heap-growing-percent=100']

/** What the image sets for the allocator of the C library. */
export const SHIPPED_ENV: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
}
