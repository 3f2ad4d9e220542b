import { z } from 'zod'
import { nearest } from '../core/words/suggest.ts'

// As little as possible is relied on: what else is wrong with the file is told by its schema, at the same time.
const Names = z.object({
  clusters: z.array(z.object({ name: z.string() }).catch({ name: '' })),
  defaultCluster: z.string().optional().catch(undefined),
  notifications: z
    .object({
      alertmanager: z.object({
        cluster: z.string().optional().catch(undefined),
        clusters: z.record(z.string(), z.string()).optional().catch(undefined),
      }),
    })
    .optional()
    .catch(undefined),
  channels: z.record(z.string(), z.object({ cluster: z.string().optional() }).catch({})).catch({}),
})
type Names = z.infer<typeof Names>

/** Checks that a name stands for one cluster, and that every cluster that is named is served. */
export function checkClusterNames(settings: unknown, context: z.core.$RefinementCtx): void {
  const { data } = Names.safeParse(settings)
  if (!data) return
  for (const { path, message } of [...sameNames(data), ...unknownNames(data)]) {
    context.addIssue({ code: 'custom', path, message })
  }
}

type Problem = { readonly path: (string | number)[]; readonly message: string }

function sameNames({ clusters }: Names): Problem[] {
  const names = clusters.map(({ name }) => name)
  return names.flatMap((name, i) => {
    const first = names.indexOf(name)
    if (first === i || name === '') return []
    const message = `${name} is already the name of clusters[${first}]`
    return [{ path: ['clusters', i, 'name'], message }]
  })
}

function unknownNames({ clusters, defaultCluster, channels, notifications }: Names): Problem[] {
  const names = clusters.map(({ name }) => name).filter((name) => name !== '')
  const alerts = notifications?.alertmanager
  const at = ['notifications', 'alertmanager']
  const named = [
    { path: ['defaultCluster'], cluster: defaultCluster },
    { path: [...at, 'cluster'], cluster: alerts?.cluster },
    ...Object.entries(alerts?.clusters ?? {}).map(([called, cluster]) => ({
      path: [...at, 'clusters', called],
      cluster,
    })),
    ...Object.entries(channels).map(([id, { cluster }]) => ({
      path: ['channels', id, 'cluster'],
      cluster,
    })),
  ]
  return named.flatMap(({ path, cluster }) => {
    if (cluster === undefined || names.length === 0 || names.includes(cluster)) return []
    const near = nearest(cluster, names)
    const hint =
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : `known: ${[...new Set(names)].join(', ')}`
    return [{ path, message: `no cluster "${cluster}"; ${hint}` }]
  })
}
