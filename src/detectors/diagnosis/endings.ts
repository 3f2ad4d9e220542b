import { diagnose, type Mode } from './mode.ts'

type Ended = { readonly exitCode: number; readonly signal?: number | undefined }

const endsWith =
  (...codes: readonly number[]) =>
  ({ exitCode, signal }: Ended) =>
    codes.includes(signal === undefined || signal === 0 ? exitCode : 128 + signal)

const LAST_LINES = 'Read the last lines of the crashed run: logs --previous.'

/** What an exit code gives away. */
export const ENDING_MODES: readonly Mode<Ended>[] = [
  {
    id: 'exits-cleanly',
    fits: endsWith(0),
    likely:
      'The program ends by itself without an error; Kubernetes expects a service to keep running.',
    nextStep: 'Check its command and arguments; what is meant to end belongs in a Job.',
  },
  {
    id: 'command-not-found',
    fits: endsWith(127, 128),
    likely: 'The command does not exist in the image, or could not be started.',
    nextStep:
      'Compare command and arguments with what the image holds; roll back if the image is new.',
  },
  {
    id: 'not-executable',
    fits: endsWith(126),
    likely:
      'The command exists but may not be executed: file mode, or built for another processor.',
    nextStep: 'Check the file mode and the platform of the image against the node.',
  },
  {
    id: 'killed-hard',
    fits: endsWith(137),
    likely:
      'It was killed (SIGKILL): it did not stop in time after a failed liveness probe, or the node ran out of memory.',
    nextStep: 'Look for failed probes in its events and for memory pressure on its node.',
  },
  {
    id: 'asked-to-stop',
    fits: endsWith(143),
    likely:
      'It was asked to stop (SIGTERM) and did: most often a liveness or start-up probe failed.',
    nextStep: 'Look for failed probes in its events; a slow start wants a startupProbe.',
  },
  {
    id: 'crashed-in-native-code',
    fits: endsWith(132, 134, 135, 136, 139),
    likely: 'The program broke off in native code (abort, illegal instruction or memory fault).',
    nextStep: `${LAST_LINES} Roll back if the image is new.`,
  },
  {
    id: 'application-error',
    fits: ({ exitCode }) => exitCode !== 0,
    likely: 'The program gave up by itself; its last log lines say why.',
    nextStep: `${LAST_LINES} Roll back if it began with a new revision.`,
  },
]

export const diagnoseEnding = (ended: Ended | undefined) =>
  ended ? diagnose(ENDING_MODES, ended) : {}
