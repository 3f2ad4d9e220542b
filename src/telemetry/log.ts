import { pino, type Logger } from 'pino'
import type { Log } from '../core/seams.ts'
import { errorFacts } from './error-facts.ts'
import { prettyLines } from './pretty-lines.ts'
import { redactSecrets } from './redact-secrets.ts'

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Where lines go. Writes must be synchronous or ordered: a line must never be torn. */
export type Lines = { write(line: string): unknown }

type Options = {
  readonly level: (typeof LOG_LEVELS)[number]
  /** Coloured lines for people instead of JSON. */
  readonly pretty: boolean
  readonly destination: Lines
}

// Every spelling in which a token could be a field; values that look like one are caught by redactSecrets.
const SECRET_FIELDS = ['token', 'authorization', 'password', 'secret', 'signingSecret', 'cookie']
const REDACTED = [
  ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  'headers.Authorization',
  '*.headers.Authorization',
]

/** The program's log: one JSON object a line, constant message, facts as fields, never a secret. */
export function createLog({ level, pretty, destination }: Options): Log {
  const lines = pretty ? prettyLines(destination) : destination
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFacts, err: errorFacts },
      redact: { paths: REDACTED, censor: '[secret]' },
      hooks: { streamWrite: redactSecrets },
    },
    { write: (line: string) => void lines.write(line) },
  )
  return asLog(logger)
}

function asLog(logger: Logger): Log {
  // Made when first needed: most loggers write no record.
  const always = () => logger.child({}, { level: 'info' })
  return {
    debug: (facts, message) => logger.debug(facts, message),
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => logger.error(facts, message),
    record: (facts, message) => always().info(facts, message),
    child: (facts) => asLog(logger.child(facts)),
  }
}
