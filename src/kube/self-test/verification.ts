import { ConfigError, DeckwatchError, UnavailableError } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { code, text } from '../../core/text.ts'

/** A cluster whose self-test failed is tested again at most this often. */
const PAUSE_MS = 10_000

/** Keeps everybody out of a cluster until its self-test has passed. */
export type Verification = {
  /** Resolves at once when passed; else tests, one at a time for everybody. Throws UnavailableError. */
  ensure(): Promise<void>
  /** The same, but throws what the test itself threw. */
  run(): Promise<void>
}

type Parts = {
  readonly cluster: string
  readonly clock: Clock
  readonly log: Log
  readonly test: () => Promise<void>
  /** Told what the test threw, or undefined. */
  readonly onEnd: (error: unknown) => void
}

export function createVerification({ cluster, clock, log, test, onEnd }: Parts): Verification {
  let passed = false
  let failed: { readonly error: unknown; readonly at: number } | undefined
  let flight: Promise<void> | undefined

  async function once(): Promise<void> {
    try {
      await test()
      passed = true
      failed = undefined
      onEnd(undefined)
    } catch (error) {
      failed = { error, at: clock.monotonic() }
      onEnd(error)
      if (error instanceof ConfigError)
        log.error({ err: error }, 'the self-test failed, nobody is let in')
      throw error
    } finally {
      flight = undefined
    }
  }

  async function run(): Promise<void> {
    if (passed) return
    flight ??= once()
    await flight
  }

  return {
    run,
    async ensure() {
      if (passed) return
      try {
        if (failed && clock.monotonic() - failed.at < PAUSE_MS) throw failed.error
        await run()
      } catch (error) {
        throw closed(cluster, error)
      }
    },
  }
}

function closed(cluster: string, error: unknown): DeckwatchError {
  if (error instanceof DeckwatchError && !(error instanceof ConfigError)) return error
  return new UnavailableError(
    'cluster-not-verified',
    text`Cluster ${code(cluster)} is closed: it is not proven that it sees who is asking.`,
    { cause: error, hint: text`An operator finds the reason in the log.` },
  )
}
