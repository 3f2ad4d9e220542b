import { defineConfig } from 'vitest/config'
import { PATIENT } from '../support/patience.ts'

// The bot as a process that is killed, against a real control plane: DECKWATCH_E2E_KUBECONFIG names its kubeconfig.
export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/crash/crash.test.ts', 'test/crash/rolling.test.ts'],
    globalSetup: ['test/e2e/keep-kubelet.ts'],
    fileParallelism: false,
  },
})
