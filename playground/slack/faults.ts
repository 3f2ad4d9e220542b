/** How one Web API call (or response_url post) goes wrong. `stored`: after the effect took place. */
export type ApiFault =
  | { readonly fault: 'status'; readonly status: number; readonly stored?: boolean }
  /** 429; without `retryAfter` the header is missing. */
  | { readonly fault: 'rate-limited'; readonly retryAfter?: number }
  /** 200 with a page of HTML. */
  | { readonly fault: 'html' }
  | { readonly fault: 'error'; readonly error: string }
  /** No answer, until the caller gives up. */
  | { readonly fault: 'hang'; readonly stored?: boolean }
  /** The right answer, late. */
  | { readonly fault: 'slow'; readonly ms: number }
  /** The connection is cut. */
  | { readonly fault: 'reset'; readonly stored?: boolean }

type ApiMatch = { readonly method?: string; readonly channel?: string }

type SocketFault = 'refuse-upgrade' | 'never-answer-upgrade' | 'no-hello'

/** What shall go wrong next. Everything counts down and then Slack is well again. */
export type Faults = {
  /** The next `times` calls that match. */
  api(match: ApiMatch, fault: ApiFault, times?: number): void
  /** The next `times` connection attempts. */
  socket(fault: SocketFault, times?: number): void
  /** The next `times` payloads are delivered twice, with the same envelope id. */
  duplicate(times?: number): void
  /** The next `times` payloads are delivered once more although acknowledged, in an envelope of their own. */
  redeliver(times?: number): void
  clear(): void
}

/** The other side: the servers take what was planned for them. */
export type PlannedFaults = {
  takeApi(call: Required<ApiMatch>): ApiFault | undefined
  takeSocket(): SocketFault | undefined
  takeDuplicate(): boolean
  takeRedelivery(): boolean
}

type Planned<T> = { readonly what: T; left: number }

export function createFaults(): Faults & PlannedFaults {
  const api: (Planned<ApiFault> & { readonly match: ApiMatch })[] = []
  const socket: Planned<SocketFault>[] = []
  const duplicates: Planned<true>[] = []
  const redeliveries: Planned<true>[] = []
  return {
    api: (match, fault, times = 1) => void api.push({ match, what: fault, left: times }),
    socket: (fault, times = 1) => void socket.push({ what: fault, left: times }),
    duplicate: (times = 1) => void duplicates.push({ what: true, left: times }),
    redeliver: (times = 1) => void redeliveries.push({ what: true, left: times }),
    clear() {
      for (const plans of [api, socket, duplicates, redeliveries]) plans.splice(0)
    },
    takeApi: (call) => take(api, ({ match }) => matches(match, call)),
    takeSocket: () => take(socket, () => true),
    takeDuplicate: () => take(duplicates, () => true) ?? false,
    takeRedelivery: () => take(redeliveries, () => true) ?? false,
  }
}

function take<T, P extends Planned<T>>(
  plans: P[],
  wanted: (plan: P) => boolean,
): P['what'] | undefined {
  const plan = plans.find((candidate) => candidate.left > 0 && wanted(candidate))
  if (!plan) return undefined
  plan.left--
  return plan.what
}

const matches = (match: ApiMatch, call: Required<ApiMatch>) =>
  (match.method === undefined || match.method === call.method) &&
  (match.channel === undefined || match.channel === call.channel)
