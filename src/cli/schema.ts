import { policyJsonSchema } from '../../rbac/policy/policy-json-schema.ts'
import { settingsJsonSchema } from '../config/settings-json-schema.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

/** Prints what editors check a file with. */
export function schema(name: 'config' | 'policy', host: Host): ExitCode {
  host.out(name === 'config' ? settingsJsonSchema() : policyJsonSchema())
  return EXIT.fine
}
