import type { Tracing } from '../telemetry/tracing/tracing.ts'
import { type App, buildApp } from '../app.ts'
import { allMetrics } from '../app/metrics/all-metrics.ts'
import { toStatusDocument } from '../app/status-document.ts'
import type { Config } from '../config/load.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { createHealthServer } from '../telemetry/health-server.ts'
import { createLog } from '../telemetry/log.ts'
import { createMetrics, type Metrics } from '../telemetry/metrics.ts'
import { createScopes } from '../telemetry/scopes.ts'
import { systemClock, systemSeams } from '../telemetry/system-seams.ts'
import { startTracing } from '../telemetry/tracing/start-tracing.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { operatorFiles } from './operator-files.ts'
import { startAll, stopAll } from './services.ts'
import { tellError } from './tell-error.ts'
import { untilStopped } from './until-stopped.ts'
import { VERSION } from './version.ts'

/** Runs the bot until somebody stops it. A configuration or policy that is wrong is thrown. */
export async function run(file: string, host: Host): Promise<ExitCode> {
  const setup = await loadSetup(file, host.env)
  const { config, secrets } = setup
  const scopes = createScopes()
  const log = createLog({
    level: config.log.level,
    pretty: host.isTerminal,
    destination: { write: host.out },
    around: scopes.facts,
  })
  host.onCrash((error) => log.error({ error }, 'program broke'))
  const metrics = config.metrics.enabled
    ? createMetrics({ declared: allMetrics, clock: systemClock, log })
    : undefined
  try {
    const around = { scopes, log, clock: systemClock, version: VERSION }
    const tracing = await startTracing(secrets.env, around)
    const seams = systemSeams(log, { meter: metrics?.meter, tracer: tracing.tracer })
    for (const warning of secrets.warnings) log.warn({ warning }, 'a secret is not kept well')
    const files = operatorFiles(file, host.env)
    const app = buildApp({ setup, files, version: VERSION, onLogLevel: log.setLevel }, seams)
    host.onHangUp?.(app.lookAtFiles)
    return await serve({ app, tracing, config, seams, metrics, stop: host.stop })
  } catch (error) {
    log.error({ error }, 'bot cannot start')
    tellError(error, host)
    return EXIT.cannotStart
  }
}

type Serving = {
  readonly app: App
  readonly tracing: Tracing
  readonly config: Config
  readonly seams: Seams
  readonly metrics: Metrics | undefined
  readonly stop: AbortSignal
}

/** The health server is up first and down last: a probe can tell starting, ready and draining apart. */
async function serve(serving: Serving): Promise<ExitCode> {
  const { app, tracing, config, seams, metrics, stop } = serving
  const { log } = seams
  let phase: string | undefined = 'starting'
  const health = createHealthServer({
    port: config.health.port,
    metrics,
    status: async () => toStatusDocument(await app.status(), seams.clock.now()),
    unready: () => (phase === undefined ? unreadyParts(app.services, isNeeded) : [phase]),
    missing: () => (phase === undefined ? unreadyParts(app.services, isSpared) : []),
  })
  const services = await startAll([health, ...tracing.services, ...app.services], seams, stop)
  if (!stop.aborted) {
    phase = undefined
    log.info({ version: VERSION, healthPort: health.port() }, 'bot ready')
  }
  await untilStopped(stop)
  phase = 'stopping'
  log.info({}, 'bot stopping')
  await stopAll(services, seams)
  return EXIT.fine
}

const isSpared = (service: Service) => service.isSpared?.() === true
const isNeeded = (service: Service) => !isSpared(service)

function unreadyParts(services: App['services'], which: (one: Service) => boolean): string[] {
  return services.filter(which).flatMap((service) => {
    const reason = service.unready()
    return reason === undefined ? [] : [`${service.name}: ${reason}`]
  })
}
