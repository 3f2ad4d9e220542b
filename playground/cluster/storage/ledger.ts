import type { KubeObject } from './kube-object.ts'

export type Change = {
  /** `apps/deployments`: whose object it is. */
  readonly resource: string
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly revision: number
  readonly object: KubeObject
  readonly previous?: KubeObject
}

/** One counter and one history for the whole cluster, as etcd has. */
export type Ledger = {
  revision(): number
  /** The revision that the next recorded change will carry. */
  next(): number
  record(change: Change): void
  /** Changes of a resource after a revision, or undefined when history no longer reaches back that far. */
  since(resource: string, revision: number): readonly Change[] | undefined
  subscribe(listener: (change: Change) => void): () => void
  /** Forgets all history, so that older resource versions answer 410. */
  compact(): void
}

const HISTORY = 20_000

export function createLedger(): Ledger {
  let revision = 1
  let floor = 1
  let history: Change[] = []
  const listeners = new Set<(change: Change) => void>()
  const trim = () => {
    if (history.length < HISTORY * 2) return
    history = history.slice(-HISTORY)
    floor = (history[0]?.revision ?? revision) - 1
  }
  return {
    revision: () => revision,
    next: () => revision + 1,
    record(change) {
      revision = change.revision
      history.push(change)
      trim()
      for (const listener of listeners) listener(change)
    },
    since(resource, from) {
      if (from < floor) return undefined
      return history.filter((change) => change.revision > from && change.resource === resource)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    compact() {
      history = []
      floor = revision
    },
  }
}
