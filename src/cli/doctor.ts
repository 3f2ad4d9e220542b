import { checks } from '../app/doctor/checks.ts'
import { runChecks } from '../app/doctor/run-checks.ts'
import { redactSecrets } from '../telemetry/redact-secrets.ts'
import { doctorText } from './doctor-text.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { type Output, printAnswer } from './output.ts'
import { readPatient } from './patient.ts'
import { VERSION } from './version.ts'

export type DoctorOptions = {
  readonly config: string
  readonly cluster?: string
  readonly only?: readonly string[]
  readonly strict?: boolean
  readonly output: Output
}

/** Looks at everything, changes nothing, and says what is wrong; wrong when there is an error. */
export async function doctor(options: DoctorOptions, host: Host): Promise<ExitCode> {
  const { only, strict, output } = options
  const patient = await readPatient(options, host)
  const wanted = checks.filter(({ name }) => only === undefined || only.includes(name))
  const { passed, findings } = await runChecks(wanted, patient)
  const count = (level: string) => findings.filter((one) => one.level === level).length
  const [errors, warnings] = [count('error'), count('warning')]
  const good = warnings > 0 ? 'warnings' : 'well'
  const state = errors > 0 ? 'errors' : good
  const data = { version: VERSION, state, errors, warnings, findings, passed }
  const words = () => doctorText({ findings, passed }, wanted)
  // Nothing that is told holds a secret; this is for what others may have put into their errors.
  printAnswer({ words, data }, output, { ...host, out: (text) => host.out(redactSecrets(text)) })
  return errors > 0 || (strict && warnings > 0) ? EXIT.wrong : EXIT.fine
}
