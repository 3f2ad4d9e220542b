import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { z } from 'zod'

const EVERY_MS = 2000

const Conditions = z.array(z.object({ type: z.string(), status: z.string() })).default([])

const Pods = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        creationTimestamp: z.string(),
        deletionTimestamp: z.string().optional(),
      }),
      spec: z.object({ nodeName: z.string().optional() }),
      status: z.object({
        phase: z.string().optional(),
        conditions: Conditions,
        containerStatuses: z.array(z.object({ ready: z.boolean() })).optional(),
      }),
    }),
  ),
})
type Pod = z.infer<typeof Pods>['items'][number]

const Nodes = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ conditions: Conditions }),
    }),
  ),
})

/**
 * The control plane's stand-in kubelet loses some of its calls and never repeats them: pods stay unreported, unready
 * after their node was lost, or Terminating for ever. A real kubelet repeats, so this touches forgotten pods, says
 * anew that those are ready whose containers are, and ends what should have ended; not on a node that is lost.
 */
export function setup(): void {
  const kubeconfig = process.env['DECKWATCH_E2E_KUBECONFIG']
  if (!kubeconfig) return
  const server = /server: "?(https:[^"\s]+)"?/.exec(readFileSync(kubeconfig, 'utf8'))?.[1] ?? ''
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: false })
  keeping = setInterval(() => void nudgeAll(server, agent).catch(() => undefined), EVERY_MS)
}

export function teardown(): void {
  clearInterval(keeping)
}

let keeping: NodeJS.Timeout | undefined

async function nudgeAll(server: string, agent: Agent): Promise<void> {
  const read = async (kind: string): Promise<unknown> =>
    JSON.parse(await call('GET', `${server}/api/v1/${kind}`, { agent }))
  const nodes = Nodes.parse(await read('nodes')).items.filter(({ status }) => isReady(status))
  const alive = new Set(nodes.map(({ metadata }) => metadata.name))
  const { items } = Pods.parse(await read('pods'))
  for (const pod of items) {
    if (!alive.has(pod.spec.nodeName ?? '')) continue
    const { name, namespace, deletionTimestamp } = pod.metadata
    const url = `${server}/api/v1/namespaces/${namespace}/pods/${name}`
    if (deletionTimestamp !== undefined) await call('DELETE', url, { agent, body: AT_ONCE })
    else if (isForgotten(pod)) await call('PATCH', url, { agent, body: nudge() })
    else if (isReadyAgain(pod)) await call('PATCH', `${url}/status`, { agent, body: readyNow() })
  }
}

const AT_ONCE = JSON.stringify({ gracePeriodSeconds: 0 })

const nudge = () =>
  JSON.stringify({ metadata: { annotations: { 'test/nudged': String(Date.now()) } } })

/** The whole list: a merge patch knows no items. */
const readyNow = () => {
  const at = new Date().toISOString().replace(/\.\d+/, '')
  const conditions = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => {
    return { type, status: 'True', lastTransitionTime: at }
  })
  return JSON.stringify({ status: { conditions } })
}

function isForgotten({ metadata, status }: Pod): boolean {
  const isOld = Date.now() - Date.parse(metadata.creationTimestamp) > EVERY_MS
  return isOld && status.phase === 'Pending' && status.containerStatuses === undefined
}

const isReadyAgain = ({ status: { phase, containerStatuses = [], ...status } }: Pod): boolean =>
  phase === 'Running' && containerStatuses.every(({ ready }) => ready) && !isReady(status)

const isReady = ({ conditions }: { readonly conditions: z.infer<typeof Conditions> }): boolean =>
  conditions.some(({ type, status }) => type === 'Ready' && status === 'True')

type Sent = { readonly agent: Agent; readonly body?: string }

function call(method: string, url: string, { agent, body }: Sent): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const headers = {
    authorization: 'Bearer admintoken',
    'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    'content-length': Buffer.byteLength(body ?? ''),
  }
  const sent = request(url, { method, agent, headers }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    response.on('error', reject)
  })
  sent.on('error', reject)
  sent.end(body)
  return promise
}
