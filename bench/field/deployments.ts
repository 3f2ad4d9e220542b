import { z } from 'zod'
import type { Admin } from './admin.ts'
import type { Field } from './field.ts'

export type Deployments = {
  /** The deployment's name, and the moment in `performance.now()` before its only pod was written as crashing. */
  crash(index: number): Promise<{ readonly name: string; readonly at: number }>
}

const Pods = z.object({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()) }),
    }),
  ),
})
type Pod = z.infer<typeof Pods>['items'][number]

/** So many deployments of one pod each, which fits no node: nobody but us writes its status. */
export async function fillWithDeployments(
  { arena: { admin }, namespace }: Field,
  count: number,
  labelsOf: (index: number) => Readonly<Record<string, string>>,
): Promise<Deployments> {
  await admin.create('/api/v1/namespaces', { metadata: { name: namespace } })
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  for (let index = 0; index < count; index++)
    await admin.create(deployments, deployment(nameOf(index), labelsOf(index)))
  const path = `/api/v1/namespaces/${namespace}/pods`
  const pods = await readPods(admin, path, count)
  return {
    async crash(index) {
      const name = nameOf(index)
      const pod = pods.find(({ metadata }) => metadata.labels['app'] === name)
      if (!pod) throw new Error(`${name} has no pod`)
      const at = performance.now()
      await admin.replace(`${path}/${pod.metadata.name}/status`, crashing(pod))
      return { name, at }
    },
  }
}

/** No name is the beginning of another. */
const nameOf = (index: number) => `service-${String(index).padStart(3, '0')}`

async function readPods(admin: Admin, path: string, count: number): Promise<readonly Pod[]> {
  for (;;) {
    const { items } = Pods.parse(JSON.parse(await admin.read(path)))
    if (items.length >= count) return items
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const deployment = (name: string, labels: Readonly<Record<string, string>>) => ({
  metadata: { name, labels },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        nodeSelector: { nobody: 'has this' },
        containers: [{ name: 'app', image: 'shop/web:1.4.2' }],
      },
    },
  },
})

function crashing(pod: Pod) {
  const metadata = { ...pod.metadata, resourceVersion: undefined }
  const terminated = { exitCode: 1, reason: 'Error', finishedAt: new Date().toISOString() }
  const status = {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'app',
        image: 'shop/web:1.4.2',
        ready: false,
        restartCount: 5,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
        lastState: { terminated },
      },
    ],
  }
  return { ...pod, metadata, status }
}
