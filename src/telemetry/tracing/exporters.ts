import { ExportResultCode, hrTimeToMicroseconds, hrTimeToMilliseconds } from '@opentelemetry/core'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { Log } from '../../core/seams.ts'
import type { OtlpSettings, TraceSettings } from './trace-settings.ts'

export function createExporters({ otlp, console }: TraceSettings, log: Log): SpanExporter[] {
  return [...(otlp ? [overHttp(otlp)] : []), ...(console ? [toLog(log)] : [])]
}

function overHttp({ url, encoding, headers, timeoutMs, compression }: OtlpSettings): SpanExporter {
  const options = {
    url,
    headers: { ...headers },
    timeoutMillis: timeoutMs,
    compression: compression === 'gzip' ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
    // Its own pace: what is slower than that is lost, not kept.
    concurrencyLimit: 4,
  }
  return encoding === 'json' ? new JsonExporter(options) : new ProtobufExporter(options)
}

/** One line for each span, so that standard output stays lines of JSON. */
const toLog = (log: Log): SpanExporter => ({
  export(spans, done) {
    for (const span of spans) log.record(factsOf(span), 'span')
    done({ code: ExportResultCode.SUCCESS })
  },
  shutdown: () => Promise.resolve(),
})

function factsOf(span: ReadableSpan) {
  const { traceId, spanId } = span.spanContext()
  return {
    name: span.name,
    trace_id: traceId,
    span_id: spanId,
    parent_id: span.parentSpanContext?.spanId,
    started: new Date(hrTimeToMilliseconds(span.startTime)).toISOString(),
    ms: hrTimeToMicroseconds(span.duration) / 1000,
    attributes: span.attributes,
  }
}
