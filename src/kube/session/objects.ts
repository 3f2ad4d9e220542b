import { z } from 'zod'
import type { ListQuery, Listed } from '../../core/cluster.ts'
import { UnavailableError } from '../../core/errors.ts'
import { type KubeObject, type ObjectRef, refName } from '../../core/resource.ts'
import { code, text } from '../../core/text.ts'
import { type Ask, getCall, selectors } from './ask.ts'
import { readPages } from './pages.ts'

const List = z.object({
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  items: z.array(z.unknown()).nullish(),
})

export async function getObject<T extends z.ZodType<KubeObject>>(
  ask: Ask,
  ref: ObjectRef,
  shape: T,
): Promise<z.infer<T>> {
  const { body } = await ask.json(getCall(ref))
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  throw new UnavailableError(
    'cluster-answer-unreadable',
    text`${code(refName(ref))} does not look as Deckwatch expects it.`,
    { cause: parsed.error },
  )
}

/** Objects of another shape than asked for are left out and counted: one odd object must not hide the others. */
export async function listObjects<T extends z.ZodType<KubeObject>>(
  ask: Ask,
  query: ListQuery,
  shape: T,
): Promise<Listed<z.infer<T>>> {
  const call = getCall(query)
  const chosen = selectors(query)
  const { items, more } = await readPages(async (page) => {
    const { body } = await ask.json({ ...call, query: { ...chosen, ...page } })
    const list = List.parse(body)
    const parsed = (list.items ?? []).map((item) => shape.safeParse(item))
    return { items: parsed, continueToken: list.metadata?.continue ?? undefined }
  }, query.limit)
  const good = items.flatMap((item) => (item.success ? [item.data] : []))
  return { items: good, more, malformed: items.length - good.length }
}
