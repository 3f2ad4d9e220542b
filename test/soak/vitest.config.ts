import { defineConfig } from 'vitest/config'

// The built bundle for a long time, with all its parts on: run `npm run build` before.
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    dangerouslyIgnoreUnhandledErrors: false,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
