import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pod } from './pods.ts'

/** A Service in front of pods, which learns late that one of them is going. */
export type Endpoints = {
  readonly port: number
  add(pod: Pod): void
  /** It is sent no more requests, but only after `lagMs`: until then kube-proxy and load balancers know nothing. */
  remove(pod: Pod, lagMs: number): void
  stop(): Promise<void>
}

export async function startEndpoints(): Promise<Endpoints> {
  const pods: Pod[] = []
  // As a load balancer does it: connections to the pods are kept and used again.
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const pod = pods[turn++ % Math.max(pods.length, 1)]
    if (!pod) return void outgoing.writeHead(503).end()
    const { method, url: path, headers } = incoming
    const there = { host: '127.0.0.1', port: pod.slackPort, method, path, headers, agent }
    const onward = request(there, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502)
      answer.pipe(outgoing)
    })
    onward.on('error', () => void outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    add: (pod) => void pods.push(pod),
    remove: (pod, lagMs) =>
      void sleep(lagMs).then(() => pods.splice(pods.indexOf(pod), pods.includes(pod) ? 1 : 0)),
    stop: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
