import type { Span, Tracer } from '../../core/tracer.ts'
import type { Call } from './call.ts'
import { HttpFailure, WireFailure } from './failure.ts'
import type { SignedExchange } from './signed-exchange.ts'

/** Where the calls go. */
type Parts = { readonly tracer: Tracer; readonly cluster: string; readonly server: string }

/** One span for every attempt of a call that somebody waits for; the API server is told which, should it trace too. */
export function createTracedExchange(
  exchange: SignedExchange,
  { tracer, cluster, server }: Parts,
): SignedExchange {
  const { hostname, port } = new URL(server)
  const there = {
    'server.address': hostname,
    'server.port': Number(port || 443),
    'k8s.cluster.name': cluster,
  }
  return (trip) => {
    const { call } = trip
    const about = {
      kind: 'client',
      isPart: true,
      attributes: { ...there, ...factsOf(call) },
    } as const
    return tracer.span(nameOf(call), about, async (span) => {
      const { trace } = tracer.here()
      if (trace !== undefined) trip.traceparent = trace
      try {
        const answer = await exchange(trip)
        span.set({
          'http.response.status_code': answer.statusCode,
          'deckwatch.kubernetes.audit_id': answer.auditId,
        })
        return answer
      } catch (error) {
        tellFailure(span, error)
        throw error
      }
    })
  }
}

/** `PATCH deployments.apps/scale`: few names, whatever the objects are called. */
function nameOf({ method, about: { resource, subresource } }: Call): string {
  return `${method} ${resource}${subresource === undefined ? '' : `/${subresource}`}`
}

/** Names of objects, never what is in them; selectors stay out, too. */
const factsOf = ({ method, path, about: { verb, namespace } }: Call) => ({
  'http.request.method': method,
  'url.path': path,
  'k8s.namespace.name': namespace,
  'deckwatch.kubernetes.verb': verb,
})

function tellFailure(span: Span, error: unknown): void {
  if (error instanceof HttpFailure) {
    span.set({ 'http.response.status_code': error.statusCode })
    return span.failed(String(error.statusCode))
  }
  if (error instanceof WireFailure) span.failed(error.code ?? error.problem)
}
