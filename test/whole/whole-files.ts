import type { Stage } from '../support/whole-stage.ts'
import { until } from '../support/patience.ts'

const TAKEN = 'configuration changed'
const REFUSED = 'configuration refused, the last good one stays'

/** Puts other content into the mounted files of a bot, and waits for what the bot makes of it. */
export function filesOf({ mounts, log }: Stage) {
  if (!mounts) throw new Error('start the stage with isMounted')
  const count = (message: string) => log.lines.filter((line) => line.message === message).length
  const after = async (message: string, change: () => void) => {
    const before = count(message)
    change()
    await until(() => count(message) > before)
  }
  return {
    take: (files: Readonly<Record<string, string>>) =>
      after(TAKEN, () => mounts.config.swap(files)),
    refuse: (files: Readonly<Record<string, string>>) =>
      after(REFUSED, () => mounts.config.swap(files)),
    rotate: (secrets: Readonly<Record<string, string>>) =>
      after(TAKEN, () => mounts.secrets.swap(secrets)),
    taken: () => count(TAKEN),
  }
}
