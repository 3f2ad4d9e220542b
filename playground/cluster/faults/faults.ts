/** Which requests a fault strikes; everything absent matches all. */
export type FaultMatch = {
  readonly method?: string
  /** Tested against path and query. */
  readonly path?: RegExp
  /** Only watches, or only what is not a watch. */
  readonly watch?: boolean
}

export type Fault =
  | { readonly fault: 'status'; readonly code: number; readonly retryAfter?: number }
  /** Accepts and never answers. */
  | { readonly fault: 'hang' }
  /** Cuts the connection: `before` nothing happened, `after` it was applied but the answer is lost. */
  | { readonly fault: 'reset'; readonly when: 'before' | 'after' }
  /** A proxy that strips Impersonate-* headers. */
  | { readonly fault: 'drop-impersonation' }
  | { readonly fault: 'slow'; readonly ms: number }
  /** Half of the body, then a clean end. */
  | { readonly fault: 'truncate' }
  /** Ends a watch in the middle of a line after that many events. */
  | { readonly fault: 'cut-watch'; readonly after: number }
  /** 200 with a web page, as a captive portal or a login proxy sends. */
  | { readonly fault: 'html'; readonly code?: number }

export type Faults = {
  /** Strikes the next `times` matching requests (default 1, `Infinity` for all); returns how to lift it. */
  inject(fault: Fault, match?: FaultMatch, times?: number): () => void
  clear(): void
  /** The fault for a request, counted as used. */
  take(request: { method: string; path: string; watch: boolean }): Fault | undefined
}

type Armed = { readonly fault: Fault; readonly match: FaultMatch; left: number }

/** Fault injection for the API server: first injected, first struck. */
export function createFaults(): Faults {
  let armed: Armed[] = []
  const lift = (one: Armed) => {
    armed = armed.filter((other) => other !== one)
  }
  return {
    inject(fault, match = {}, times = 1) {
      const one = { fault, match, left: times }
      armed = [...armed, one]
      return () => lift(one)
    },
    clear() {
      armed = []
    },
    take(request) {
      const one = armed.find(({ match }) => strikes(match, request))
      if (!one) return undefined
      one.left -= 1
      if (one.left <= 0) lift(one)
      return one.fault
    },
  }
}

function strikes(match: FaultMatch, request: { method: string; path: string; watch: boolean }) {
  if (match.method !== undefined && match.method !== request.method) return false
  if (match.watch !== undefined && match.watch !== request.watch) return false
  return match.path === undefined || match.path.test(request.path)
}
