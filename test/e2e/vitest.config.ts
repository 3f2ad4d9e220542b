import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { PATIENT } from '../support/patience.ts'

/** What judges the whole run comes last. */
class RightsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLast = ({ moduleId }: TestSpecification) => moduleId.endsWith('rights-used.test.ts')
    // oxlint-disable-next-line unicorn/no-array-sort -- of Vitest, not of an array
    const sorted = await super.sort(files)
    return [...sorted.filter((file) => !isLast(file)), ...sorted.filter(isLast)]
  }
}

// Against a real control plane: DECKWATCH_E2E_KUBECONFIG names its kubeconfig.
export default defineConfig({
  test: {
    ...PATIENT,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/keep-kubelet.ts', 'test/e2e/record-rights.ts'],
    sequence: { sequencer: RightsLast },
    fileParallelism: false,
  },
})
