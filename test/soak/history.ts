import { type ClientRequest, get } from 'node:http'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { DESKS, TILL } from './settings.ts'

const Deployment = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    generation: z.number(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
})
const Event = z.looseObject({ object: Deployment })
const List = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  items: z.array(Deployment),
})
type Seen = { readonly generation: number; readonly mark: string }

/** What really happened in a cluster to the objects that people change, as its own history tells. */
export type History = {
  /** How often a spec was changed, or a label set. */
  effects(): number
  /** How often each value became the label `soak` of something. */
  readonly marks: ReadonlyMap<string, number>
  stop(): void
}

/** Its requests carry this, so that no fault strikes them. */
export const UNTOUCHED = 'observer'

export async function historyOf({ url, tokens }: EmbeddedCluster): Promise<History> {
  const path = `${url}/apis/apps/v1/namespaces/shop/deployments?${UNTOUCHED}=1`
  const headers = { authorization: `Bearer ${tokens.admin}` }
  const seen = new Map<string, Seen>()
  const marks = new Map<string, number>()
  let effects = 0
  const look = ({ metadata: { name, generation, labels } }: z.infer<typeof Deployment>) => {
    const now = { generation, mark: labels['soak'] ?? '' }
    const before = seen.get(name) ?? now
    seen.set(name, now)
    if (!WATCHED.has(name)) return
    effects += now.generation - before.generation
    if (now.mark === before.mark) return
    effects += 1
    marks.set(now.mark, (marks.get(now.mark) ?? 0) + 1)
  }

  const list = async () => {
    const { metadata, items } = List.parse(await (await fetch(path, { headers })).json())
    items.forEach(look)
    return metadata.resourceVersion
  }
  let version = await list()
  let watch: ClientRequest | undefined
  let isOver = false
  // Not by `fetch`, which gives up on what is silent for some minutes; the API server ends a watch by itself, too.
  const begin = () => {
    watch = get(`${path}&watch=true&resourceVersion=${version}`, { headers }, (response) => {
      createInterface({ input: response })
        .on('line', (line) => look(Event.parse(JSON.parse(line)).object))
        .on('error', () => {})
    })
    watch.on('error', () => {}).on('close', () => void again())
  }
  const again = async () => {
    if (isOver) return
    version = await list()
    begin()
  }
  begin()
  return {
    effects: () => effects,
    marks,
    stop: () => {
      isOver = true
      watch?.destroy()
    },
  }
}

const WATCHED: ReadonlySet<string> = new Set([...DESKS, TILL])
