import { execFileSync } from 'node:child_process'

/** A real API server for tests; its kubeconfig has the contexts `admin` and `bot`. */
export type ControlPlane = {
  readonly kubeconfig: string
  /** As admin, with kubectl. */
  apply(...objects: readonly object[]): void
  /** As admin; the answer as text. */
  kubectl(...args: readonly string[]): string
}

export function controlPlane(kubeconfig: string): ControlPlane {
  const run = (args: readonly string[], input?: string) =>
    execFileSync('kubectl', ['--kubeconfig', kubeconfig, '--context', 'admin', ...args], {
      encoding: 'utf8',
      ...(input !== undefined && { input }),
    })
  return {
    kubeconfig,
    kubectl: (...args) => run(args),
    apply: (...items) => {
      run(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    },
  }
}

/** The stand-in kubelet stops or resumes what keeps a node alive. */
export function heartbeat({ kubectl }: ControlPlane, node: string, how: 'down' | 'up'): void {
  const path = '-o=jsonpath={.status.daemonEndpoints.kubeletEndpoint.Port}'
  const port = kubectl('get', 'node', node, path)
  execFileSync('curl', ['-sk', `https://127.0.0.1:${port}/node/${how}/${node}`])
}
