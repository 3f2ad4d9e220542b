import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { BUNDLE } from './bot.ts'
import { startCrowd } from './crowd.ts'
import { earsOn } from './ears.ts'
import { faultsOf, gather, isQuiet } from './evidence.ts'
import { drift, feelPulse } from './pulse.ts'
import { report } from './report.ts'
import { type Stage, startStage } from './stage.ts'
import { startWards } from './wards.ts'
import { startWeather } from './weather.ts'

const MINUTES = Number(process.env['DECKWATCH_SOAK_MINUTES'] ?? 10)
/** For what is under way to end, on a busy machine. */
const EVENING_MS = 10 * 60_000

test(
  `L5: ${MINUTES} minutes with everything failing around it: memory and descriptors stay, nothing is lost or doubled`,
  async ({ onTestFinished }) => {
    const stage = await startStage()
    onTestFinished(stage.stop)
    const ears = earsOn(stage.slack)
    const crowd = startCrowd(stage, ears)
    const wards = startWards(stage)
    const weather = startWeather(stage)
    const pulse = feelPulse(stage.bot)
    await whileUp(stage, MINUTES * 60_000)
    const cpu = pulse.cpu()
    await pulse.stop()
    await weather.stop()
    await Promise.all([crowd.stop(), wards.stop()])

    const evidence = await whenQuiet(stage)
    const code = await stage.bot.stop()
    const faults = faultsOf(evidence, stage)
    const { beats } = pulse
    const outcome = { beats, cpu, tally: crowd.tally, evidence, weather, wards, stage, faults }
    process.stdout.write(`${report({ ...outcome, minutes: MINUTES })}\n`)
    writeFileSync(join(stage.folder, 'beats.json'), JSON.stringify(beats))

    expect.soft(stage.bot.broke()).toBeUndefined()
    expect.soft(faults).toEqual([])
    expect.soft(crowd.tally).toMatchObject({ lost: [], doubled: [] })
    expect.soft(isQuiet(evidence)).toBe(true)
    expect.soft(unforeseen(stage)).toEqual([])
    expect.soft(code).toBe(0)
    expect.soft(await verified(stage)).toMatch(/^audit trail holds/)
    for (const measure of ['resident', 'heap'] as const)
      expect.soft(Math.abs(drift(beats, measure)), measure).toBeLessThan(0.1)
    // At their calmest in two minutes and a half: that is some connections more or less.
    for (const measure of ['descriptors', 'resources'] as const)
      expect.soft(Math.abs(drift(beats, measure)), measure).toBeLessThan(0.2)
  },
  MINUTES * 60_000 + EVENING_MS + 300_000,
)

async function whileUp({ bot }: Stage, ms: number): Promise<void> {
  const until = performance.now() + ms
  while (performance.now() < until && bot.broke() === undefined) await sleep(1000)
}

async function whenQuiet(stage: Stage) {
  const until = performance.now() + EVENING_MS
  for (;;) {
    const evidence = await gather(stage)
    if (isQuiet(evidence) || performance.now() > until) return evidence
    await sleep(2000)
  }
}

/** What its log must never say, whatever happens around it. */
const unforeseen = ({ bot: { said } }: Stage) =>
  [...said.keys()].filter((name) =>
    / broke$|failed to stop|did not stop|^error: stored .* cannot be read/.test(name),
  )

/** What an operator reads who checks the trail; rejects when it does not hold. */
async function verified({ folder, env }: Stage): Promise<string> {
  const args = [BUNDLE, 'audit', 'verify', '--config', join(folder, 'deckwatch.yaml')]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout
}
