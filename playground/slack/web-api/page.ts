import { parseJson } from '../block-kit/json.ts'
import { ApiError } from './api-error.ts'

export type Paging = { readonly cursor?: string | undefined; readonly limit?: number | undefined }

type Page<T> = {
  readonly items: readonly T[]
  readonly more: boolean
  readonly response_metadata: { readonly next_cursor: string }
}

/** One page of a list, with an opaque cursor to the next. */
export function page<T>(items: readonly T[], { cursor = '', limit = 100 }: Paging): Page<T> {
  const from = cursor === '' ? 0 : decode(cursor)
  const more = items.length > from + limit
  return {
    items: items.slice(from, from + limit),
    more,
    response_metadata: { next_cursor: more ? encode(from + limit) : '' },
  }
}

const encode = (offset: number) => Buffer.from(JSON.stringify({ offset })).toString('base64')

function decode(cursor: string): number {
  const match = /^\{"offset":(\d+)\}$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))
  const offset = parseJson(match?.[1] ?? '')
  if (typeof offset !== 'number') throw new ApiError('invalid_cursor')
  return offset
}
