import { expect, test } from 'vitest'
import { rightsOfTheRun } from '../support/recorded-rights.ts'

// The last of all files: what the bots of the others were granted, and what they asked the API server for.
const run = rightsOfTheRun()
/** Below this only some of the files ran, which is no run to judge by. */
const BOTS = 6

test.skipIf(run === undefined || run.users.size < BOTS)(
  'over the whole run every right that `deckwatch rbac` printed was used',
  () => {
    const granted = [...(run?.granted ?? [])]

    expect(granted.length).toBeGreaterThan(25)
    expect(granted.filter((right) => !run?.used.has(right)).toSorted()).toEqual([])
  },
)
