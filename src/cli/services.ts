import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'

// Kubernetes gives a pod 30 seconds by default before it kills it.
const DRAIN_DEADLINE_MS = 25_000

/** Starts them in order. When one cannot start, those before it are stopped and its error is thrown. */
export async function startAll(services: readonly Service[], seams: Parts): Promise<void> {
  const started: Service[] = []
  try {
    for (const service of services) {
      await service.start()
      started.push(service)
      seams.log.info({ service: service.name }, 'service started')
    }
  } catch (error) {
    await stopAll(started, seams)
    throw error
  }
}

type Parts = { readonly clock: Clock; readonly log: Log }

/** Stops them in reverse. One that fails or hangs keeps none of the others from stopping. Never rejects. */
export async function stopAll(services: readonly Service[], { clock, log }: Parts): Promise<void> {
  const giveUp = new AbortController()
  const deadline = clock.sleep(DRAIN_DEADLINE_MS, giveUp.signal).then(
    () => log.warn({ afterMs: DRAIN_DEADLINE_MS }, 'services did not stop in time'),
    () => undefined,
  )
  await Promise.race([stopEach(services, log), deadline])
  giveUp.abort()
}

async function stopEach(services: readonly Service[], log: Log): Promise<void> {
  for (const service of services.toReversed()) {
    try {
      await service.stop()
      log.info({ service: service.name }, 'service stopped')
    } catch (error) {
      log.error({ error, service: service.name }, 'service failed to stop')
    }
  }
}
