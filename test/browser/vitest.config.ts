import { defineConfig } from 'vitest/config'

// The playground's page in headless Chromium.
export default defineConfig({
  test: {
    // A page shows what happened a moment later.
    expect: { poll: { timeout: 5000 } },
    include: ['test/browser/**/*.test.ts'],
    dangerouslyIgnoreUnhandledErrors: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
