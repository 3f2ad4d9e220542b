import type { Clock } from '../../../src/core/seams.ts'
import type { RequestLine } from '../page-model.ts'
import type { Identity } from './identify.ts'

export type OpenLine = {
  identify(identity: Identity): void
  /** Writes the line; the first call counts. */
  end(code: number): void
}

export type RequestLog = {
  begin(method: string, path: string, fault: string | undefined): OpenLine
  lines(): readonly RequestLine[]
  onLine(listener: (line: RequestLine) => void): () => void
}

const KEPT = 500

/** The last requests for the inspector: no body, no token. */
export function createRequestLog(clock: Clock): RequestLog {
  let lines: RequestLine[] = []
  let count = 0
  const listeners = new Set<(line: RequestLine) => void>()
  const write = (line: RequestLine) => {
    lines = [...lines.slice(1 - KEPT), line]
    for (const listener of listeners) listener(line)
  }
  return {
    lines: () => lines,
    onLine(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    begin(method, path, fault) {
      const id = ++count
      const at = clock.now().toISOString()
      const started = clock.monotonic()
      let who: Pick<RequestLine, 'user' | 'impersonated'> = { user: '' }
      let ended = false
      return {
        identify: (identity) => {
          who = whoOf(identity)
        },
        end(code) {
          if (ended) return
          ended = true
          const ms = Math.round((clock.monotonic() - started) * 10) / 10
          write({ id, at, method, path, ...who, code, ms, ...(fault && { fault }) })
        },
      }
    },
  }
}

function whoOf({ real, acting }: Identity): Pick<RequestLine, 'user' | 'impersonated'> {
  if (real === acting) return { user: real.name }
  return { user: real.name, impersonated: { user: acting.name, groups: acting.groups } }
}
