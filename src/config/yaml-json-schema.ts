import { z } from 'zod'

/** What editors check a YAML file with: draft 7 of the schema's input side. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
}
