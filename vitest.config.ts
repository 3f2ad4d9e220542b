import { defineConfig } from 'vitest/config'
import { PATIENT } from './test/support/patience.ts'

export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/e2e/**',
      'test/browser/**',
      'test/bundle/**',
      'test/crash/{crash,rolling}.test.ts',
      'test/soak/**',
    ],
    maxWorkers: 2,
  },
})
