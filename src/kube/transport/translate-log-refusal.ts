import { ConflictError, type DeckwatchError, NotFoundError, UsageError } from '../../core/errors.ts'
import { code, text } from '../../core/text.ts'
import type { HttpFailure } from './failure.ts'
import { type Circumstances, quoteServer } from './wording.ts'

/** Why there is no log: the API server and the kubelet say it with 400 and in words only. */
export function translateLogRefusal(failure: HttpFailure, at: Circumstances): DeckwatchError {
  const said = quoteServer(failure)
  const cause = { cause: failure }
  const choices = /choose one of: \[([^\]]*)\]/.exec(said)?.[1]
  if (choices !== undefined) {
    return new UsageError(
      'container-needed',
      text`Pod ${code(at.call.about.name ?? '')} has several containers: ${choices.split(' ').join(', ')}.`,
      cause,
    )
  }
  if (said.startsWith('previous terminated container')) {
    return new NotFoundError('no-previous-container', text`No previous log: ${said}.`, cause)
  }
  if (said.includes(' is not valid for pod ')) {
    return new NotFoundError('container-not-found', text`No log: ${said}.`, cause)
  }
  if (said.includes('waiting to start') || said.includes('is not available')) {
    return new ConflictError('container-waiting', text`No log yet: ${said}.`, cause)
  }
  return new ConflictError('kubernetes-refused', text`No log: ${said}.`, cause)
}
