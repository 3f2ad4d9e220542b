/** What a span says of itself, by OpenTelemetry's names where it has one. Never words of people, a secret or a log line. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Where something came from: the request it belongs to, and its span as W3C `traceparent`. Plain data, to be stored. */
export type Origin = { readonly request?: string; readonly trace?: string }

export type About = {
  /** Default: our own work. */
  readonly kind?: 'server' | 'client' | 'consumer'
  /** Told only as a part of other work: in the background, by itself, it is not worth a trace. */
  readonly isPart?: boolean
  readonly attributes?: Attributes
  /** When it began, where that was before now. */
  readonly since?: Date
  /** It goes on from there, maybe in another process, and no longer belongs to what is around it. */
  readonly from?: Origin
  /** What else led to it. */
  readonly links?: readonly Origin[]
}

export type Span = {
  set(attributes: Attributes): void
  event(name: string, attributes?: Attributes): void
  /** It did not work, though nothing is thrown: `why` is a code, as in `errors.ts`. */
  failed(why: string): void
}

/**
 * Port: what is under way. Whatever happens within `run`, however deep and however late, belongs to it: its spans, and
 * the lines of the log. Never throws of itself; where nobody wants spans it costs next to nothing.
 */
export type Tracer = {
  /** Ends when `run` returns, or its promise settles; what it throws is thrown on, and its code is on the span. */
  span<T>(name: string, about: About, run: (span: Span) => T): T
  /** Everything within is of the request of this id. */
  request<T>(id: string, run: () => T): T
  /** No spans within: what is asked again and again would drown the rest. */
  quiet<T>(run: () => T): T
  /** Where we are; empty outside of everything. */
  here(): Origin
}

/** Says nothing. */
export const NO_SPAN: Span = { set() {}, event() {}, failed() {} }

/** Knows of nothing. */
export const noTracer: Tracer = {
  span: (_name, _about, run) => run(NO_SPAN),
  request: (_id, run) => run(),
  quiet: (run) => run(),
  here: () => ({}),
}
