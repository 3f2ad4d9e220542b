import type { Watched } from '../../core/watched.ts'
import { code, type Text, text } from '../../core/text.ts'
import { oneLine } from '../reading/one-line.ts'
import type { ContainerState, Ending } from './container-state.ts'
import { endingOf, isBackingOff } from './trouble.ts'

/** `web-5f6-abcde app: exit 1, 14 restarts: last words`. */
export function sayContainer(pod: Watched, container: ContainerState): Text {
  const ending = endingOf(container)
  const how = ending ? sayEnding(ending) : (container.waiting?.reason ?? 'not running')
  // What the kubelet says of a back-off is how long it waits, and names nobody needs.
  const waits = isBackingOff(container) ? undefined : container.waiting?.message
  const words = ending?.message ?? waits ?? ''
  return text`${code(pod.name)} ${container.name}: ${how}${sayRestarts(container)}${after(words)}`
}

/** What the kubelet says about a container that waits. */
export function sayWaiting(pod: Watched, { name, waiting }: ContainerState): Text {
  return text`${code(pod.name)} ${name}: ${waiting?.reason ?? 'waiting'}${after(waiting?.message ?? '')}`
}

/** `exit 1`, `exit 137 (SIGKILL)`, `exit 127, StartError`. */
export function sayEnding({ exitCode, reason, signal }: Ending): string {
  const by = signalName(exitCode, signal)
  const isTelling = reason !== undefined && reason !== 'Error' && reason !== 'Completed'
  return `exit ${exitCode}${by ? ` (${by})` : ''}${isTelling ? `, ${reason}` : ''}`
}

const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
}

/** A shell adds 128 to the number of the signal that ended a program. */
function signalName(exitCode: number, signal: number | undefined): string | undefined {
  const number = signal ?? exitCode - 128
  return SIGNALS[number] ?? (signal ? `signal ${signal}` : undefined)
}

function sayRestarts({ restarts }: ContainerState): string {
  if (restarts === 0) return ''
  return restarts === 1 ? ', 1 restart' : `, ${restarts} restarts`
}

const after = (words: string) => (words === '' ? '' : `: ${oneLine(words)}`)
