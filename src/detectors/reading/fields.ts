import type { Watched } from '../../core/watched.ts'

export type Fields = Readonly<Record<string, unknown>>

const NOTHING: Fields = {}

/** The value as an object; anything else reads as an empty one. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : NOTHING)

/** The value as a list of objects; what is no object in it is left out. */
export const itemsOf = (value: unknown): readonly Fields[] => listOf(value).filter(isFields)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The value when it is text that says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** A moment as the API server writes it; undefined for anything that is none. */
export function momentOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : new Date(at)
}

export const specOf = ({ body }: Watched): Fields => fieldsOf(body['spec'])
export const statusOf = ({ body }: Watched): Fields => fieldsOf(body['status'])

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
