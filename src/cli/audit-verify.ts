import { type Checkpoint, verify } from '../store/audit/verify.ts'
import { readCheckpoints } from './audit-checkpoints.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { withStore } from './with-store.ts'

type Options = {
  readonly config: string
  readonly expect?: Checkpoint
  /** File with a checkpoint a line. */
  readonly expectFile?: string
}

/** Reads the whole trail; wrong when a record is not as it was written. */
export async function verifyAudit(
  { config, expect, expectFile }: Options,
  host: Host,
): Promise<ExitCode> {
  const expected = [
    ...(expect ? [expect] : []),
    ...(expectFile === undefined ? [] : readCheckpoints(expectFile)),
  ]
  const found = await withStore(config, host, (db) => verify(db, ...expected))
  if (!found.holds) {
    host.out(`audit trail broken at record ${found.seq}: ${found.why}\n`)
    return EXIT.wrong
  }
  const { seq, hash } = found.last
  const checkpoint = seq === 0 ? '' : `; checkpoint ${seq}:${hash}`
  host.out(`audit trail holds: ${seq} ${seq === 1 ? 'record' : 'records'}${checkpoint}\n`)
  return EXIT.fine
}
