import { defineConfig } from 'vitest/config'

// The built bundle as a program: run `npm run build` before.
export default defineConfig({
  test: {
    include: ['test/bundle/**/*.test.ts'],
    dangerouslyIgnoreUnhandledErrors: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
