import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { z } from 'zod'

const EVERY_MS = 2000

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
      status: z.object({ phase: z.string().optional(), containerStatuses: z.unknown().optional() }),
    }),
  ),
})
type Pod = z.infer<typeof Pods>['items'][number]

/**
 * The control plane's stand-in kubelet loses some of its calls and never repeats them: pods stay unreported or
 * Terminating for ever. A real kubelet repeats, so this touches forgotten pods and ends what should have ended.
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
  const { items } = Pods.parse(JSON.parse(await call('GET', `${server}/api/v1/pods`, { agent })))
  for (const { metadata } of items.filter(isForgotten)) {
    const url = `${server}/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`
    if (metadata.deletionTimestamp !== undefined)
      await call('DELETE', url, { agent, body: AT_ONCE })
    else await call('PATCH', url, { agent, body: nudge() })
  }
}

const AT_ONCE = JSON.stringify({ gracePeriodSeconds: 0 })

const nudge = () =>
  JSON.stringify({ metadata: { annotations: { 'test/nudged': String(Date.now()) } } })

function isForgotten({ metadata, spec, status }: Pod): boolean {
  if (spec.nodeName === undefined) return false
  const { creationTimestamp, deletionTimestamp } = metadata
  if (deletionTimestamp !== undefined) return true
  const isOld = Date.now() - Date.parse(creationTimestamp) > EVERY_MS
  return isOld && status.phase === 'Pending' && status.containerStatuses === undefined
}

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
