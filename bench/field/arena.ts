import { performance } from 'node:perf_hooks'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { createAdmin, type Admin } from './admin.ts'
import { selfSigned } from './certificate.ts'

/** One call that the API server served, in milliseconds of `performance.now()`. */
export type Served = { readonly method: string; readonly from: number; readonly to: number }

/** The API server that is measured against. */
export type Arena = {
  /** Which one, for the reader of the numbers. */
  readonly about: string
  readonly admin: Admin
  /** Nobody runs the pods of a given cluster: that would be measured too. */
  readonly scheduler?: string
  kubeconfig(as: 'bot' | 'admin'): string
  /** Only the embedded one tells. Returns what stops the listening. */
  onServed?(listener: (served: Served) => void): () => void
  stop(): Promise<void>
}

/** An embedded cluster with TLS, without which kubectl sends no token, and with room for any number of pods. */
export async function embeddedArena(): Promise<Arena> {
  const tls = selfSigned()
  const cluster = await startCluster({
    seed: 'bare',
    tls,
    nodeSize: { cpu: '100k', memory: '1000Ti', pods: '100k' },
  })
  return {
    about: 'the embedded API server',
    admin: createAdmin({ url: cluster.url, token: cluster.tokens.admin, tls: { ca: tls.cert } }),
    kubeconfig: (as) => cluster.kubeconfig(as),
    onServed: (listener) =>
      cluster.onRequest(({ method, ms }) => {
        const to = performance.now()
        listener({ method, from: to - ms, to })
      }),
    stop: () => cluster.stop(),
  }
}
