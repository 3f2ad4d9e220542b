import manifest from '../../package.json' with { type: 'json' }
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

export const VERSION: string = manifest.version

export function printVersion(host: Host): ExitCode {
  host.out(`${VERSION}\n`)
  return EXIT.fine
}
