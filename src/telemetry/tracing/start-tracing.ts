import type { Tracing, TracingParts } from './tracing.ts'
import type { Env } from '../../core/env.ts'
import { createScopedTracer } from './scoped-tracer.ts'
import { readTraceSettings } from './trace-settings.ts'

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
