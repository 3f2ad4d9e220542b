import { z } from 'zod'
import { richText } from './rich-text.ts'

const raw = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) })
const number = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().min(1),
})
const cell = z.discriminatedUnion('type', [raw, number, richText])

/** At most 100 rows of 20 cells. */
export const table = z.strictObject({
  type: z.literal('table'),
  block_id: z.string().min(1).max(255).optional(),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
})

/** A header and at most 100 rows (the newer limit of 200 is not everywhere), all of the same length. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: z.string().min(1).max(255).optional(),
    caption: z.string().min(1),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(
    ({ rows }) => rows.every((row) => row.length === rows[0]?.length),
    'rows must be of equal length',
  )
  .refine(
    ({ rows }) => rows[0]?.every(({ type }) => type !== 'rich_text'),
    'header cells must not be rich_text',
  )
