import { defineConfig } from 'vitest/config'
import { PATIENT } from '../support/patience.ts'

// The built bundle for a long time, with all its parts on: run `npm run build` before.
export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/soak/**/*.test.ts'],
    fileParallelism: false,
  },
})
