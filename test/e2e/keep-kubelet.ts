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
 * The control plane's stand-in kubelet reports a pod once per event and never again when that report is lost. A
 * real kubelet would, so this touches forgotten pods until they are reported.
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
    const annotations = { 'test/nudged': String(Date.now()) }
    await call('PATCH', url, { agent, body: JSON.stringify({ metadata: { annotations } }) })
  }
}

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
    'content-type': 'application/merge-patch+json',
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
