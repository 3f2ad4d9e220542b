import {
  ConflictError,
  DeniedError,
  ForbiddenError,
  LostAnswerError,
  NotFoundError,
  UnavailableError,
  UsageError,
} from '../errors.ts'
import { bounded, counter, histogram, type Meter } from '../meter.ts'

const OUTCOMES = [
  'answered',
  'usage',
  'denied',
  'forbidden',
  'not-found',
  'conflict',
  'unavailable',
  'lost-answer',
  'throttled',
  'broken',
] as const
type Outcome = (typeof OUTCOMES)[number]

const command = bounded('the commands that there are; `none` before one was recognized')

export const COMMANDS = counter({
  name: 'deckwatch_commands_total',
  help: 'What people asked for, by command and by how it ended; `answered` is everything that was not refused.',
  labels: { command, outcome: OUTCOMES },
})

export const COMMAND_DURATION = histogram({
  name: 'deckwatch_command_duration_seconds',
  help: 'From the acknowledged words to the last word on them; of a change that includes following it to its end.',
  labels: { command },
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 300],
})

/** How one request ended, and in which time (ms). `ended` is the error where there was one. */
export type Ended = {
  readonly command: string | undefined
  readonly ended: 'answered' | 'throttled' | { readonly error: unknown }
  readonly ms: number
}

export function meterCommand(meter: Meter, { command: name = 'none', ended, ms }: Ended): void {
  const outcome = typeof ended === 'string' ? ended : outcomeOf(ended.error)
  meter.count(COMMANDS, { command: name, outcome })
  // Else the first one would be the beginning of a series, which no rate sees.
  for (const bad of UNANSWERED) meter.count(COMMANDS, { command: name, outcome: bad }, 0)
  // What never began would only make the others look fast.
  if (outcome !== 'throttled') meter.observe(COMMAND_DURATION, { command: name }, ms / 1000)
}

const UNANSWERED = ['unavailable', 'broken'] as const

const BY_KIND = [
  [UsageError, 'usage'],
  [DeniedError, 'denied'],
  [ForbiddenError, 'forbidden'],
  [NotFoundError, 'not-found'],
  [ConflictError, 'conflict'],
  [LostAnswerError, 'lost-answer'],
  [UnavailableError, 'unavailable'],
] as const

function outcomeOf(error: unknown): Outcome {
  if (error instanceof UnavailableError && error.code === 'too-many-commands') return 'throttled'
  return BY_KIND.find(([kind]) => error instanceof kind)?.[1] ?? 'broken'
}
