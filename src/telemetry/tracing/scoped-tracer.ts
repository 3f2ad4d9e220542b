import { NO_SPAN, type Tracer } from '../../core/tracer.ts'
import type { Scopes } from '../scopes.ts'

/** Makes no spans, but knows which request something belongs to. */
export function createScopedTracer({ current, within }: Scopes): Tracer {
  return {
    span: (_name, { from }, run) =>
      from ? within(ofRequest(from.request), () => run(NO_SPAN)) : run(NO_SPAN),
    request: (id, run) => within({ ...current(), request: id }, run),
    quiet: (run) => run(),
    here: () => ofRequest(current().request),
  }
}

const ofRequest = (request: string | undefined) => (request === undefined ? {} : { request })
