import type { MissingRight } from '../../core/errors.ts'

/** What a call does to what, in Kubernetes' words: for error texts only, never for the URL. */
export type Subject = Omit<MissingRight, 'user'> & { readonly subresource?: string }

/** One call to an API server, before we know as whom. `path` comes from `paths.ts`, which validates every segment. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly accept?: string
  readonly contentType?: string
  readonly body?: unknown
  readonly about: Subject
  /** What people call one of them, e.g. `deployment`. */
  readonly noun?: string
  /** True for what changes the cluster: it is sent at most once. */
  readonly writes?: true
  /** True for reads that are not worth repeating: others go on without them. */
  readonly once?: true
}

/** Whose call it is. `headers` is empty only for the self-test's own calls and `/version`. */
export type Caller = {
  /** The Kubernetes user; calls take turns by it. */
  readonly user: string
  /** Id of the request that it is for, for the log. */
  readonly request?: string
  /** Name, value, name, value …: the only form in which undici repeats a header. */
  readonly headers: readonly string[]
  readonly signal?: AbortSignal
}

/** Port of this folder: sends calls and throws the errors of core. */
export type Transport = {
  /** The parsed JSON body and the response's audit id. */
  json(call: Call, caller: Caller): Promise<Reply>
  /** Reads at most `limitBytes` of the body; what came before a broken stream counts. */
  bytes(call: Call, caller: Caller, limitBytes: number): Promise<Bytes>
  close(): Promise<void>
}

export type Reply = { readonly body: unknown; readonly auditId: string | undefined }
export type Bytes = { readonly bytes: Uint8Array; readonly truncated: boolean }

/** One call on its way. `sent` turns true once the API server may have seen it. */
export type Trip = {
  readonly call: Call
  readonly caller: Caller
  readonly signal: AbortSignal
  sent: boolean
  /** Of the attempt that is under way, as W3C defines it. */
  traceparent?: string
}
