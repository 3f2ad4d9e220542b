import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { createClusterClient, MERGE_PATCH } from './cluster-client.ts'

/** Somebody else at work in the cluster, with every right; paths as `shop/deployments/web`. */
export type Admin = {
  patch(object: string, body: unknown): Promise<void>
  create(kind: string, body: unknown): Promise<void>
  remove(object: string): Promise<void>
  read(object: string): Promise<string>
  /** What the spec of a deployment in shop wants. */
  replicas(deployment?: string): Promise<string | undefined>
  close(): Promise<void>
}

export function adminOf({ url, tokens }: EmbeddedCluster): Admin {
  const client = createClusterClient({ url, ...tokens })
  const ask = async (...call: Parameters<typeof client.call>) => {
    const { code, text } = await client.call(...call)
    if (code >= 300) throw new Error(`${call[0]} ${call[1]}: ${code} ${text}`)
    return text
  }
  const read = (object: string) => ask('GET', pathOf(object))
  return {
    patch: async (object, body) =>
      void (await ask('PATCH', pathOf(object), { body, type: MERGE_PATCH })),
    create: async (kind, body) => void (await ask('POST', pathOf(kind), { body })),
    remove: async (object) => void (await ask('DELETE', pathOf(object))),
    read,
    replicas: async (deployment = 'web') =>
      /"spec":\{"replicas":(\d+)/.exec(await read(`shop/deployments/${deployment}`))?.[1],
    close: client.close,
  }
}

const GROUPS: Readonly<Record<string, string>> = {
  deployments: '/apis/apps/v1',
  statefulsets: '/apis/apps/v1',
  poddisruptionbudgets: '/apis/policy/v1',
  rolebindings: '/apis/rbac.authorization.k8s.io/v1',
}

function pathOf(object: string): string {
  const [namespace = '', kind = '', name] = object.split('/')
  const tail = name === undefined ? '' : `/${name}`
  return `${GROUPS[kind] ?? '/api/v1'}/namespaces/${namespace}/${kind}${tail}`
}
