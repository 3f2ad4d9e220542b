import { PolicyDocument } from '../../rbac/policy.ts'
import { Settings } from '../config/settings.ts'
import { jsonSchema } from '../config/yaml-json-schema.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

/** Prints what editors check a file with. */
export function schema(name: 'config' | 'policy', host: Host): ExitCode {
  const printed = name === 'config' ? jsonSchema(Settings) : jsonSchema(PolicyDocument)
  host.out(`${JSON.stringify(printed, null, 2)}\n`)
  return EXIT.fine
}
