import { execFileSync } from 'node:child_process'
import { createServer, connect, type Socket } from 'node:net'
import { once } from 'node:events'

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

export type Relay = {
  /** The same kubeconfig, but through the relay. */
  readonly kubeconfig: string
  /** Bytes that went to the API server so far. */
  sent(): number
  /** Cuts every connection, and takes new ones again at once. */
  cut(): void
  stop(): Promise<void>
}

/** Passes bytes to the API server of a kubeconfig's text unread and counts them: what does not reach the wire was not sent. */
export async function countingRelay(text: string): Promise<Relay> {
  const target = /server: "?(https:\/\/127\.0\.0\.1:(\d+))"?/.exec(text)
  if (!target) throw new Error('the kubeconfig names no server on 127.0.0.1')
  const sockets = new Set<Socket>()
  let sent = 0
  const server = createServer((near) => {
    const far = connect(Number(target[2]), '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    near.on('data', (bytes) => (sent += bytes.length))
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () => sockets.forEach((socket) => socket.destroy())
  return {
    kubeconfig: text.replaceAll(target[1] ?? '', `https://127.0.0.1:${port}`),
    sent: () => sent,
    cut,
    stop: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
