import { defineConfig } from 'vitest/config'
import { PATIENT } from '../support/patience.ts'

// The playground's page in headless Chromium.
export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
  },
})
