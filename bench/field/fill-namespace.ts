import type { Field } from './field.ts'

/** A namespace with this many pods, and the moment when all of them are there. */
export async function fillNamespace({ admin }: Field, name: string, pods: number): Promise<void> {
  await admin.create('/api/v1/namespaces', { metadata: { name } })
  const indexes = Array.from({ length: pods }, (_, index) => index)
  for (let from = 0; from < pods; from += BATCH) {
    const batch = indexes.slice(from, from + BATCH)
    await Promise.all(
      batch.map((index) => admin.create(`/api/v1/namespaces/${name}/pods`, pod(name, index))),
    )
  }
}

const BATCH = 50

const pod = (namespace: string, index: number) => ({
  metadata: { name: `web-${index}`, namespace, labels: { app: 'web' } },
  spec: {
    containers: [
      { name: 'app', image: 'shop/web:1.4.2', ports: [{ containerPort: 8080 }] },
      { name: 'proxy', image: 'shop/proxy:2.1' },
    ],
  },
})
