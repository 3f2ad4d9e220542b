import { type Fields, fieldsOf, momentOf, numberOf, textOf } from '../reading/fields.ts'

/** How a container ended. */
export type Ending = {
  readonly exitCode: number
  readonly reason: string | undefined
  readonly message: string | undefined
  readonly signal: number | undefined
  readonly at: Date | undefined
}

export type ContainerState = {
  readonly name: string
  readonly image: string | undefined
  /** It must end before the pod begins; a sidecar among the init containers is none. */
  readonly isInit: boolean
  readonly isReady: boolean
  readonly restarts: number
  readonly waiting: { readonly reason: string; readonly message: string } | undefined
  /** Of one that runs; as the API server writes it, for few are in a trouble that it matters to. */
  readonly startedAt: string | undefined
  readonly isRunning: boolean
  /** Ended now and not yet waiting for another try. */
  readonly ended: Ending | undefined
  /** How it ended the time before. */
  readonly endedBefore: Ending | undefined
  readonly memoryLimit: string | undefined
  /** Its spec is known: a missing limit is really missing. */
  readonly isDeclared: boolean
}

export function containerState(status: Fields, spec: Fields, isInit: boolean): ContainerState {
  const state = fieldsOf(status['state'])
  const memoryLimit = fieldsOf(fieldsOf(spec['resources'])['limits'])['memory']
  return {
    name: textOf(status['name']) ?? '?',
    isInit,
    isReady: status['ready'] === true,
    restarts: numberOf(status['restartCount']) ?? 0,
    isRunning: state['running'] !== undefined && state['running'] !== null,
    isDeclared: textOf(spec['name']) !== undefined,
    image: textOf(status['image']),
    waiting: waitingOf(state['waiting']),
    startedAt: textOf(fieldsOf(state['running'])['startedAt']),
    ended: endingOf(state['terminated']),
    endedBefore: endingOf(fieldsOf(status['lastState'])['terminated']),
    memoryLimit: textOf(memoryLimit),
  }
}

function waitingOf(value: unknown) {
  const { reason, message } = fieldsOf(value)
  const why = textOf(reason)
  return why === undefined ? undefined : { reason: why, message: textOf(message) ?? '' }
}

function endingOf(value: unknown): Ending | undefined {
  const { exitCode, reason, message, signal, finishedAt } = fieldsOf(value)
  const code = numberOf(exitCode)
  if (code === undefined) return undefined
  return {
    exitCode: code,
    reason: textOf(reason),
    message: textOf(message),
    signal: numberOf(signal),
    at: momentOf(finishedAt),
  }
}
