import type { ClusterClient, Target } from '../support/cluster-client.ts'

export type Connected = Target & {
  /** Forgets history, where this cluster can be told to. */
  readonly forget?: () => void
  /** Stops or resumes what keeps a node alive. */
  heartbeat(node: string, how: 'down' | 'up'): Promise<void>
  close(): Promise<void>
}

/** What the behaviours share; `client` and `namespace` are there once the tests run. */
export type Place = {
  readonly namespace: string
  client(): ClusterClient
  connected(): Connected
}
