import { z } from 'zod'
import { markdownTable } from './markdown-table.ts'

type Schema = {
  readonly type?: string | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly default?: unknown
  readonly description?: string | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly items?: Schema | undefined
  readonly additionalProperties?: Schema | boolean | undefined
}

const Schema: z.ZodType<Schema> = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), Schema).optional()
  },
  get items() {
    return Schema.optional()
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional()
  },
})

/** One row for every key that the file can hold: its path, what fits, its default and what it means. */
export function settingsTable(jsonSchema: unknown): string {
  const rows = keysOf(Schema.parse(jsonSchema), '')
  return markdownTable(['key', 'value', 'default', 'meaning'], rows)
}

function keysOf(schema: Schema, path: string): string[][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`
    const required = schema.required?.includes(key) === true
    return [row(here, value, required), ...keysOf(value, here)]
  })
  const items = schema.items ? keysOf(schema.items, `${path}[]`) : []
  const values = schema.additionalProperties
  const named = typeof values === 'object' ? keysOf(values, `${path}.*`) : []
  return [...own, ...items, ...named]
}

function row(path: string, schema: Schema, required: boolean): string[] {
  return [`\`${path}\``, sayValue(schema), sayDefault(schema, required), schema.description ?? '']
}

function sayValue({
  type,
  enum: choices,
  const: only,
  items,
  additionalProperties,
}: Schema): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(', ')
  if (items) return `list of ${items.type ?? 'values'}`
  if (typeof additionalProperties === 'object') return 'map'
  return type ?? 'value'
}

function sayDefault({ default: value }: Schema, required: boolean): string {
  if (required) return 'required'
  const isPlain = value !== undefined && (typeof value !== 'object' || value === null)
  return isPlain ? `\`${typeof value === 'string' ? value : JSON.stringify(value)}\`` : ''
}
