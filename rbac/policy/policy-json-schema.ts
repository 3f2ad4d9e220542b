import { z } from 'zod'
import { PolicyDocument } from './policy.ts'

/** The policy file's JSON Schema (draft 7), as editors want it: `docs/schema/policy.schema.json`. */
export function policyJsonSchema(): string {
  const schema = z.toJSONSchema(PolicyDocument, { io: 'input', target: 'draft-7' })
  const title = 'Deckwatch policy'
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`
}
