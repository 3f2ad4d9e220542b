import { defineConfig } from 'vitest/config'
import { PATIENT } from '../support/patience.ts'

// The built bundle as a program: run `npm run build` before.
export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/bundle/**/*.test.ts'],
    fileParallelism: false,
  },
})
