import type { Tracer } from '../../core/tracer.ts'
import { SlackFailure } from './failure.ts'

/** One call to Slack, where somebody waits for it. Which method, and how it ended; never what was said. */
export function traced<T>(
  { tracer, server }: { readonly tracer: Tracer; readonly server: string },
  method: string,
  call: () => Promise<T>,
): Promise<T> {
  const attributes = {
    'http.request.method': 'POST',
    'server.address': new URL(server).hostname,
    'slack.method': method,
  }
  return tracer.span(`slack ${method}`, { kind: 'client', isPart: true, attributes }, (span) =>
    call().catch((error: unknown) => {
      if (error instanceof SlackFailure) span.set({ 'slack.error': error.reason })
      throw error
    }),
  )
}
