import { type Checkpoint, verify } from '../store/audit/verify.ts'
import { readCheckpoints } from './audit-checkpoints.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { type Answer, type Output, printAnswer } from './output.ts'
import { withStore } from './with-store.ts'

type Options = {
  readonly config: string
  readonly expect?: Checkpoint
  /** File with a checkpoint a line. */
  readonly expectFile?: string
  readonly output: Output
}

/** Reads the whole trail; wrong when a record is not as it was written. */
export async function verifyAudit(
  { config, expect, expectFile, output }: Options,
  host: Host,
): Promise<ExitCode> {
  const expected = [
    ...(expect ? [expect] : []),
    ...(expectFile === undefined ? [] : readCheckpoints(expectFile)),
  ]
  const found = await withStore(config, host, (db) => verify(db, ...expected))
  printAnswer(found.holds ? whole(found.last) : broken(found), output, host)
  return found.holds ? EXIT.fine : EXIT.wrong
}

const broken = ({ seq, why }: { readonly seq: number; readonly why: string }): Answer => ({
  words: () => `audit trail broken at record ${seq}: ${why}`,
  data: { holds: false, brokenAt: seq, why },
})

function whole({ seq, hash }: Checkpoint): Answer {
  const checkpoint = seq === 0 ? undefined : `${seq}:${hash}`
  const records = `${seq} ${seq === 1 ? 'record' : 'records'}`
  return {
    words: () =>
      `audit trail holds: ${records}${checkpoint === undefined ? '' : `; checkpoint ${checkpoint}`}`,
    data: { holds: true, records: seq, ...(checkpoint !== undefined && { checkpoint }) },
  }
}
