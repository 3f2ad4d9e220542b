import { UnavailableError } from '../../core/errors.ts'

/** Half of kubectl's: a page of whole pods is then parsed in well under 20 ms, and the sum takes as long. */
const PAGE_SIZE = 250
const RESTARTS = 2

export type Page<T> = { readonly items: readonly T[]; readonly continueToken?: string | undefined }
export type FetchPage<T> = (query: {
  limit: string
  continue?: string | undefined
}) => Promise<Page<T>>

/**
 * Reads a list page by page, so that no single answer is big enough to hold up everything else. When the list
 * expires half way (410) it starts again from the top: a half list is never returned as a whole one.
 */
export async function readPages<T>(
  fetchPage: FetchPage<T>,
  wanted = Number.POSITIVE_INFINITY,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  for (let restarts = 0; ; restarts++) {
    try {
      return await readOnce(fetchPage, wanted)
    } catch (error) {
      const expired = error instanceof UnavailableError && error.code === 'list-expired'
      if (!expired || restarts === RESTARTS) throw error
    }
  }
}

async function readOnce<T>(fetchPage: FetchPage<T>, wanted: number) {
  const items: T[] = []
  let continueToken: string | undefined
  do {
    const limit = String(Math.min(PAGE_SIZE, wanted - items.length))
    const page = await fetchPage({ limit, continue: continueToken })
    items.push(...page.items)
    continueToken = page.continueToken || undefined
  } while (continueToken && items.length < wanted)
  const more = continueToken !== undefined || items.length > wanted
  return { items: items.length > wanted ? items.slice(0, wanted) : items, more }
}
