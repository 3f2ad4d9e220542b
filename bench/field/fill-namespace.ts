import type { Field } from './field.ts'

/** The field's own namespace with this many pods, and the moment when all of them are there. */
export async function fillNamespace(
  { arena: { admin, scheduler }, namespace }: Field,
  pods: number,
): Promise<void> {
  await admin.create('/api/v1/namespaces', { metadata: { name: namespace } })
  const path = `/api/v1/namespaces/${namespace}/pods`
  const indexes = Array.from({ length: pods }, (_, index) => index)
  for (let from = 0; from < pods; from += BATCH) {
    const batch = indexes.slice(from, from + BATCH)
    await Promise.all(batch.map((index) => admin.create(path, pod(namespace, index, scheduler))))
  }
}

const BATCH = 50

/** Named as a ReplicaSet's pods are: the longer the names, the more there is to look through. */
const pod = (namespace: string, index: number, scheduler: string | undefined) => ({
  metadata: {
    name: `web-7d9c8b5f4-${index.toString(36).padStart(5, '0')}`,
    namespace,
    labels: { app: 'web', 'pod-template-hash': '7d9c8b5f4' },
  },
  spec: {
    ...(scheduler !== undefined && { schedulerName: scheduler }),
    containers: [
      { name: 'app', image: 'shop/web:1.4.2', ports: [{ containerPort: 8080 }] },
      { name: 'proxy', image: 'shop/proxy:2.1' },
    ],
  },
})
