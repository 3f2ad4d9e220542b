import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/e2e/**',
      'test/browser/**',
      'test/bundle/**',
      'test/crash/{crash,rolling}.test.ts',
      'test/soak/**',
    ],
    // An unhandled rejection anywhere fails the run.
    dangerouslyIgnoreUnhandledErrors: false,
    testTimeout: 15_000,
    maxWorkers: 2,
  },
})
