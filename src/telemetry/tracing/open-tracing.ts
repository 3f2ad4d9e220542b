import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Tracing, TracingParts } from './tracing.ts'
import type { Clock } from '../../core/seams.ts'
import { createExporters } from './exporters.ts'
import { createLimit } from './limit.ts'
import { createSampler } from './sampler.ts'
import { createSpanTracer } from './span-tracer.ts'
import type { TraceSettings } from './trace-settings.ts'

/** Spans are lost rather than that a stop waits longer. */
const FLUSH_MS = 5000

/** Everything of OpenTelemetry that is used is behind this module. Nothing of it is global. */
export function openTracing(settings: TraceSettings, parts: TracingParts): Tracing {
  const { log, version, scopes, clock } = parts
  const { batch, serviceName, resource } = settings
  const pipes = createExporters(settings, log).map((exporter) => {
    const limit = createLimit(exporter, { most: batch.queue, log })
    const processor = new BatchSpanProcessor({
      exporter: limit.exporter,
      scheduledDelayMillis: batch.delayMs,
      exportTimeoutMillis: batch.timeoutMs,
      maxQueueSize: batch.queue,
      maxExportBatchSize: batch.atOnce,
    })
    return limit.guard(processor)
  })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.version': version,
      ...resource,
      'service.name': serviceName,
    }),
    sampler: createSampler(settings.sampling),
    spanProcessors: pipes,
    spanLimits: { attributeValueLengthLimit: 500 },
  })
  log.info({ endpoint: hostOf(settings), sampled: settings.sampling.ratio }, 'traces are exported')
  return {
    tracer: createSpanTracer(provider.getTracer('deckwatch', version), scopes),
    services: [
      {
        name: 'traces',
        start: () => Promise.resolve(),
        stop: () => flush(provider, clock),
        unready: () => undefined,
      },
    ],
  }
}

/** Not the whole address: a key may be in it. */
const hostOf = ({ otlp }: TraceSettings) => otlp && new URL(otlp.url).host

async function flush(provider: TracerProvider, clock: Clock): Promise<void> {
  const enough = new AbortController()
  const late = clock.sleep(FLUSH_MS, enough.signal).catch(() => undefined)
  await Promise.race([provider.shutdown().catch(() => undefined), late])
  enough.abort()
}
