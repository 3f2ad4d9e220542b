import { pino, type Logger } from 'pino'
import type { Log } from '../core/seams.ts'
import { errorFacts } from './error-facts.ts'
import { prettyLines, type Lines } from './pretty-lines.ts'
import { redactSecrets } from './redact-secrets.ts'

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

type Options = {
  readonly level: (typeof LOG_LEVELS)[number]
  /** Coloured lines for people instead of JSON. */
  readonly pretty: boolean
  readonly destination: Lines
  /** Facts of what is under way, for every line. */
  readonly around?: () => Record<string, string>
}

// Every spelling in which a token could be a field; values that look like one are caught by redactSecrets.
const SECRET_FIELDS = ['token', 'authorization', 'password', 'secret', 'signingSecret', 'cookie']
const REDACTED = [
  ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  'headers.Authorization',
  '*.headers.Authorization',
]

/** The program's log: one JSON object a line, constant message, facts as fields, never a secret. */
export function createLog({ level, pretty, destination, around }: Options): Log & LevelSwitch {
  const gate = { from: LOG_LEVELS.indexOf(level) }
  const lines = pretty ? prettyLines(destination) : destination
  const logger = pino(
    {
      // What is less important is left out at the gate: a child of pino's keeps the level that it was made with.
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFacts, err: errorFacts },
      redact: { paths: REDACTED, censor: '[secret]' },
      hooks: { streamWrite: redactSecrets },
      ...(around && { mixin: around }),
    },
    { write: (line: string) => void lines.write(line) },
  )
  const setLevel = (next: Options['level']) => void (gate.from = LOG_LEVELS.indexOf(next))
  return { ...asLog(logger, gate), setLevel }
}

type LevelSwitch = { setLevel(level: Options['level']): void }

/** The least important that is written, as its place among the levels. */
type Gate = { readonly from: number }

function asLog(logger: Logger, gate: Gate): Log {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error'): Log['info'] =>
    (facts, message) => {
      if (LOG_LEVELS.indexOf(level) >= gate.from) logger[level](facts, message)
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    record: (facts, message) => logger.info(facts, message),
    child: (facts) => asLog(logger.child(facts), gate),
  }
}
