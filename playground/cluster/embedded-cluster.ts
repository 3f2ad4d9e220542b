import type { Faults } from './faults/faults.ts'
import type { BreakAction, ClusterPage, RequestLine } from './page-model.ts'

/** A running cluster that speaks the Kubernetes wire protocol on loopback. */
export type EmbeddedCluster = {
  readonly name: string
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** Bearer tokens: `admin` is in system:masters, `bot` is user `deckwatch`. */
  readonly tokens: { readonly admin: string; readonly bot: string }
  /** YAML with the contexts `admin` and `bot`; `current` is the current context, default `bot`. */
  kubeconfig(current?: 'admin' | 'bot'): string
  readonly faults: Faults
  /** Breaks or mends something; throws when the named thing is not there. */
  break(action: BreakAction): void
  snapshot(): ClusterPage
  /** Calls at most every 100 ms after something changed; returns how to stop. */
  onChange(listener: () => void): () => void
  /** The last 500 requests, oldest first. */
  requests(): readonly RequestLine[]
  onRequest(listener: (line: RequestLine) => void): () => void
  /** Forgets all history: watches and pages from before answer 410. */
  compact(): void
  /** Ends every connection, timer and watch. */
  stop(): Promise<void>
}
