import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer as OtelTracer,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { type About, NO_SPAN, type Origin, type Span, type Tracer } from '../../core/tracer.ts'
import type { Scope, Scopes } from '../scopes.ts'

/** Spans of OpenTelemetry; where we are is kept as text, as it travels to other processes. */
export function createSpanTracer(tracer: OtelTracer, { current, within }: Scopes): Tracer {
  return {
    span(name, about, run) {
      const scope = around(about, current())
      if (scope.isQuiet || (about.isPart && scope.trace === undefined))
        return within(scope, () => run(NO_SPAN))
      const { request } = scope
      const span = tracer.startSpan(name, optionsOf(about, request), contextOf(scope.trace))
      const inner = { ...scope, ...placeOf(span) }
      return untilSettled(span, () => within(inner, () => run(asSpan(span))))
    },
    request: (id, run) => within({ ...current(), request: id }, run),
    quiet: (run) => within({ ...current(), isQuiet: true }, run),
    here() {
      const { request, trace: place } = current()
      return {
        ...(request !== undefined && { request }),
        ...(place !== undefined && { trace: place }),
      }
    },
  }
}

/** What goes on from elsewhere leaves everything behind that is around it, quiet too. */
const around = ({ from }: About, scope: Scope): Scope => from ?? scope

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const

function optionsOf({ kind, attributes, since, links = [] }: About, request?: string) {
  return {
    kind: kind ? KINDS[kind] : SpanKind.INTERNAL,
    attributes: { ...attributes, 'deckwatch.request.id': request },
    ...(since && { startTime: since }),
    ...(links.length > 0 && { links: links.flatMap(linkTo) }),
  }
}

function linkTo({ trace: place, request }: Origin): Link[] {
  const context = place === undefined ? null : parseTraceParent(place)
  return context ? [{ context, attributes: { 'deckwatch.request.id': request } }] : []
}

function contextOf(place: string | undefined): Context {
  const parent = place === undefined ? null : parseTraceParent(place)
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
}

function placeOf(span: OtelSpan): Pick<Scope, 'trace' | 'ids'> {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    trace: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    // Of what is not kept nobody could find the trace.
    ids: span.isRecording() ? { trace_id: traceId, span_id: spanId } : {},
  }
}

const asSpan = (span: OtelSpan): Span => ({
  set: (attributes) => void span.setAttributes({ ...attributes }),
  event: (name, attributes) => void span.addEvent(name, { ...attributes }),
  failed: (why) => markFailed(span, why),
})

/** The span lasts as long as what `run` returns. */
function untilSettled<T>(span: OtelSpan, run: () => T): T {
  try {
    const result = run()
    if (!(result instanceof Promise)) {
      span.end()
      return result
    }
    result.then(
      () => span.end(),
      (error: unknown) => endFailed(span, error),
    )
    return result
  } catch (error) {
    endFailed(span, error)
    throw error
  }
}

function endFailed(span: OtelSpan, error: unknown): void {
  markFailed(span, codeOf(error))
  span.end()
}

/** Never the message: it may hold anything. */
function markFailed(span: OtelSpan, why: string): void {
  span.setAttribute('error.type', why)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** By its shape, not its class: in the shipped program this code is a bundle of its own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
