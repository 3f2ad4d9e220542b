import { UnavailableError } from '../core/errors.ts'
import { text, type Text } from '../core/text.ts'

/** What the store's engine threw, as the outage that it is to everybody else. The cause is for the log. */
export function storeUnavailable(cause: unknown): UnavailableError {
  if (cause instanceof UnavailableError) return cause
  return new UnavailableError('store-unavailable', text`Deckwatch’s store ${reasonOf(cause)}.`, {
    cause,
    hint: text`Nothing is changed while it cannot be written; looking at the cluster still works. The admins find the cause in the log.`,
  })
}

/** True when the same transaction may well go through at once: its connection was lost, or others were in its way. */
export const isPassing = (cause: unknown): boolean =>
  isLost(cause) || ['40001', '40P01'].includes(codeOf(cause))

/** True when the engine cannot be reached or cannot write just now, rather than refusing what was asked. */
export const isOutage = (cause: unknown): boolean => isLost(cause) || isFull(cause) || isBusy(cause)

/** True when an earlier statement of its transaction is what went wrong. */
export const isAborted = (cause: unknown): boolean =>
  cause instanceof TransactionGone || codeOf(cause) === '25P02'

/** The engine took the transaction back by itself. */
export class TransactionGone extends Error {}

function reasonOf(cause: unknown): Text {
  if (isFull(cause)) return text`cannot be written: its disk is full`
  if (isBusy(cause)) return text`is held by another process`
  if (isLost(cause)) return text`cannot be reached: it does not answer`
  return text`cannot be used: it failed`
}

// pg and its pool throw plain errors for these.
const LOST = /connection (?:terminated|timeout|error)|timeout exceeded|query read timeout/i
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const LOST_CODES = /^(?:E[A-Z_]+|08...|25P03|53...|57P..|57014)$/
// https://sqlite.org/rescode.html; the low byte of an extended code is the code.
const SQLITE = { busy: 5, locked: 6, full: 13 } as const

const isLost = (cause: unknown) => LOST_CODES.test(codeOf(cause)) || LOST.test(messageOf(cause))
const isFull = (cause: unknown) =>
  sqliteCodeOf(cause) === SQLITE.full || ['53100', 'ENOSPC'].includes(codeOf(cause))
/** True when another writer was in the way for as long as the engine waits. */
export const isBusy = (cause: unknown): boolean =>
  [SQLITE.busy, SQLITE.locked].some((code) => code === sqliteCodeOf(cause)) ||
  codeOf(cause) === '55P03'

const sqliteCodeOf = (cause: unknown): number => Number(fieldOf(cause, 'errcode') ?? 0) & 0xff

const codeOf = (cause: unknown): string => {
  const code = fieldOf(cause, 'code')
  return typeof code === 'string' && !code.startsWith('ERR_') ? code : ''
}

export const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)

function fieldOf(cause: unknown, field: 'code' | 'errcode'): unknown {
  if (!(cause instanceof Error)) return undefined
  return Object.entries(cause).find(([name]) => name === field)?.[1]
}
