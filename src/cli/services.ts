import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { untilStopped } from './until-stopped.ts'

// With the three seconds that sockets may take to close, and five for a load balancer to notice, this is less than
// the 30 that Kubernetes gives a pod by default.
const DRAIN_DEADLINE_MS = 20_000

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
      await stopWithin(DRAIN_DEADLINE_MS, begun, seams)
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

/**
 * Closes them all, then stops them in reverse: nothing new comes in while the first of them is gone. One that fails or
 * hangs keeps none of the others from stopping. Never rejects.
 */
export async function stopAll(services: readonly Service[], seams: Parts): Promise<void> {
  await Promise.all(services.map((service) => closeOne(service, seams)))
  await stopWithin(DRAIN_DEADLINE_MS, services, seams)
}

async function closeOne({ name, close }: Service, { log }: Parts): Promise<void> {
  try {
    await close?.()
  } catch (error) {
    log.error({ error, service: name }, 'service failed to close')
  }
}

async function stopWithin(
  deadlineMs: number,
  services: readonly Service[],
  { clock, log }: Parts,
): Promise<void> {
  const giveUp = new AbortController()
  const deadline = clock.sleep(deadlineMs, giveUp.signal).then(
    () => log.warn({ afterMs: deadlineMs }, 'services did not stop in time'),
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
