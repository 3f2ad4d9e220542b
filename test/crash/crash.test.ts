import { describe, expect, test } from 'vitest'
import { words } from '../support/slack-driver.ts'
import { engines } from '../support/store-engines.ts'
import { playRound } from './campaign.ts'
import { type Lane, startLane } from './lane.ts'
import { emptyTally, summary } from './tally.ts'
import { verifyByCli } from './verify-by-cli.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const ROUNDS = Number(process.env['DECKWATCH_CRASH_ROUNDS'] ?? 200)
const LANES = Number(process.env['DECKWATCH_CRASH_LANES'] ?? 6)
const SEED = Number(process.env['DECKWATCH_CRASH_SEED'] ?? Date.now() % 1_000_000)

describe.skipIf(!KUBECONFIG)('on a real control plane', () => {
  test(
    `a bot killed ${ROUNDS} times makes no change twice, loses no approval and says nothing false`,
    async ({ onTestFinished }) => {
      const tally = emptyTally()
      const say = (text: string) => process.stdout.write(`${text}\n`)
      say(`seed ${SEED}: repeat with DECKWATCH_CRASH_SEED=${SEED}`)
      const lanes = await startLanes(onTestFinished)
      let next = 0
      const since = performance.now()
      await Promise.all(
        lanes.map(async (lane) => {
          while (next < ROUNDS) {
            const number = next++
            await playRound(lane, { number, seed: SEED }, tally).catch((error: unknown) => {
              const heard = lane.shown.slice(-8).map(words).join('\n---\n')
              throw new Error(`round ${number} in ${lane.folder}: ${String(error)}\n${heard}`, {
                cause: error,
              })
            })
          }
        }),
      ).finally(() => say(summary(tally)))
      say(`${Math.round((performance.now() - since) / 1000)} s`)

      expect(tally.faults).toEqual([])
      for (const lane of lanes) expect(await verifyByCli(lane)).toMatch(/^audit trail holds/)
      expect(lanes.flatMap(({ broke }) => broke)).toEqual([])
      expect(tally).toMatchObject({ rounds: ROUNDS, verified: ROUNDS })
    },
    ROUNDS * 30_000 + 120_000,
  )
})

/**
 * The first two lanes keep their state in a PostgreSQL where this machine has one, the others in SQLite. Every second
 * lane has two replicas: while one is dead the other goes on.
 */
async function startLanes(cleanUp: (stop: () => Promise<void>) => void): Promise<Lane[]> {
  const [, postgres] = await engines()
  const engine = await postgres?.[1]()
  if (engine) cleanUp(engine.stop)
  const stamp = Date.now().toString(36)
  return Promise.all(
    Array.from({ length: LANES }, async (_, at) => {
      const fresh = at < 2 ? await engine?.fresh() : undefined
      const lane = await startLane({
        kubeconfig: KUBECONFIG,
        namespace: `crash-${stamp}-${at}`,
        replicas: 1 + (at % 2),
        ...(fresh?.engine === 'postgres' && { database: fresh.url }),
      })
      cleanUp(lane.stop)
      return lane
    }),
  )
}
