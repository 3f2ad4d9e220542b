import { defineConfig } from 'vitest/config'

// Against a real control plane: DECKWATCH_E2E_KUBECONFIG names its kubeconfig.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/keep-kubelet.ts'],
    dangerouslyIgnoreUnhandledErrors: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
