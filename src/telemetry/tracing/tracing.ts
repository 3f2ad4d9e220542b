import type { Clock, Log } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { Tracer } from '../../core/tracer.ts'
import type { Scopes } from '../scopes.ts'

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
