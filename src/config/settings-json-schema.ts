import { Settings } from './settings.ts'
import { jsonSchema } from './yaml-json-schema.ts'

/** The configuration's JSON Schema (draft 7), as editors want it: `docs/schema/config.schema.json`. */
export function settingsJsonSchema(): string {
  const title = 'Deckwatch configuration'
  return `${JSON.stringify({ ...jsonSchema(Settings), title }, null, 2)}\n`
}
