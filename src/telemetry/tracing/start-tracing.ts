import type { Clock, Log } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { Tracer } from '../../core/tracer.ts'
import type { Scopes } from '../scopes.ts'
import type { Env } from './env-reader.ts'
import { createScopedTracer } from './scoped-tracer.ts'
import { readTraceSettings } from './trace-settings.ts'

export type Tracing = {
  readonly tracer: Tracer
  /** Sends what is left when the program stops; none where nothing is sent. */
  readonly services: readonly Service[]
}

export type TracingParts = {
  readonly scopes: Scopes
  readonly clock: Clock
  readonly log: Log
  readonly version: string
}

/**
 * Traces as the standard variables ask for. OpenTelemetry is loaded only then: it would cost everybody memory. Throws
 * ConfigError when they ask for what cannot be done.
 */
export async function startTracing(env: Env, parts: TracingParts): Promise<Tracing> {
  const settings = readTraceSettings(env)
  if (!settings) return { tracer: createScopedTracer(parts.scopes), services: [] }
  const { openTracing } = await import('./open-tracing.ts')
  return openTracing(settings, parts)
}
