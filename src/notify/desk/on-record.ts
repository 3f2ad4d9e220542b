import type { AuditEntry } from '../../core/audit.ts'
import { DeniedError, UnavailableError } from '../../core/errors.ts'
import { verdictFacts } from '../../core/records/plan-facts.ts'
import { plain } from '../../core/text.ts'
import type { DeskParts } from './desk-parts.ts'

/** Does what may be refused; a refusal is put on record in place of what would have been, and stands, recorded or not. */
export async function orOnRecord(
  allowed: () => void,
  record: AuditEntry,
  { trail, log }: Pick<DeskParts, 'trail' | 'log'>,
): Promise<void> {
  try {
    allowed()
  } catch (error) {
    if (error instanceof DeniedError) await keep(refusalOf(record, error))
    throw error
  }

  async function keep(refusal: AuditEntry): Promise<void> {
    try {
      await trail.keep(refusal)
    } catch (failure) {
      if (!(failure instanceof UnavailableError)) throw failure
      log.error({ command: record.command, err: failure }, 'refusal not on record')
    }
  }
}

const refusalOf = (record: AuditEntry, { code, text, verdict }: DeniedError): AuditEntry => ({
  ...record,
  kind: 'refusal',
  outcome: { kind: code, why: plain(text) },
  ...(verdict && { verdict: verdictFacts(verdict) }),
})
