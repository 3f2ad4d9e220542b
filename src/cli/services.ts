import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { untilStopped } from './until-stopped.ts'

// Kubernetes gives a pod 30 seconds by default before it kills it.
const DRAIN_DEADLINE_MS = 25_000

/**
 * Starts them in order, until all are up or somebody asks to stop. Returns those that must be stopped again. When
 * one cannot start, those before it are stopped and its error is thrown.
 */
export async function startAll(
  services: readonly Service[],
  seams: Parts,
  stop: AbortSignal,
): Promise<readonly Service[]> {
  const begun: Service[] = []
  for (const service of services) {
    if (stop.aborted) break
    try {
      await startUnlessStopped(service, stop)
    } catch (error) {
      await stopAll(begun, seams)
      throw error
    }
    begun.push(service)
    if (!stop.aborted) seams.log.info({ service: service.name }, 'service started')
  }
  return begun
}

async function startUnlessStopped(service: Service, stop: AbortSignal): Promise<void> {
  const starting = service.start()
  await Promise.race([starting, untilStopped(stop)])
  // Nobody waits for it any longer: stopping is what ends it, and it may say so.
  if (stop.aborted) starting.catch(() => undefined)
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
