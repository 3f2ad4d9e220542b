import { TraceFlags } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { Log } from '../../core/seams.ts'

type Parts = { readonly most: number; readonly log: Log }

/** Around an exporter and the queue before it: what waits and is on its way is bounded, and what is lost is counted. */
export type Limit = {
  readonly exporter: SpanExporter
  guard(queue: SpanProcessor): SpanProcessor
}

/** Says once that spans are lost, and how many they were when it is over. */
export function createLimit(exporter: SpanExporter, { most, log }: Parts): Limit {
  let waiting = 0
  let lost = 0

  const lose = (count: number, why: string) => {
    if (lost === 0) log.warn({ why }, 'traces are not exported, spans are lost')
    lost += count
  }
  const arrived = () => {
    if (lost > 0) log.info({ lost }, 'traces are exported again')
    lost = 0
  }

  return {
    exporter: {
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          waiting -= spans.length
          if (result.code === ExportResultCode.SUCCESS) arrived()
          else lose(spans.length, sayFailure(result))
          done(result)
        }),
      shutdown: () => exporter.shutdown(),
    },
    guard: (queue) => ({
      onStart: (span, context) => queue.onStart(span, context),
      onEnd(span) {
        if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return
        if (waiting >= most) return lose(1, 'too many wait')
        waiting++
        queue.onEnd(span)
      },
      forceFlush: () => queue.forceFlush(),
      shutdown: () => queue.shutdown(),
    }),
  }
}

/** What a server said in its answer stays there: it may repeat what was sent to it. */
function sayFailure({ error }: ExportResult): string {
  if (!error) return 'no reason given'
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'number') return `HTTP ${code}`
  return typeof code === 'string' ? code : error.message
}
