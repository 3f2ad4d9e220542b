import { Settings } from '../config/settings.ts'
import { jsonSchema } from '../config/yaml-json-schema.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

/** Prints what editors check a file with. */
export async function schema(name: 'config' | 'policy', host: Host): Promise<ExitCode> {
  const printed = name === 'config' ? jsonSchema(Settings) : await policySchema()
  host.out(`${JSON.stringify(printed, null, 2)}\n`)
  return EXIT.fine
}
