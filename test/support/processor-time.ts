/**
 * Milliseconds of processor that this takes, at best of three: neither other programs of the machine nor its first run
 * count.
 */
export function processorTime(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.threadCpuUsage()
    run()
    return spentSince(start)
  })
  return Math.min(...times)
}

/** The same for what is awaited; nothing else may go on in the test meanwhile. */
export async function processorTimeOf(run: () => Promise<unknown>): Promise<number> {
  const start = process.threadCpuUsage()
  await run()
  return spentSince(start)
}

function spentSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}
