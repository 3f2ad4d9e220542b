import type { AuditRecord } from '../core/audit.ts'
import { readRecords } from '../store/audit/read-records.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { withStore } from './with-store.ts'

type Options = Wanted & { readonly config: string }

type Wanted = {
  readonly since?: Date
  readonly user?: string
  /** `KIND/NAME` or `NAMESPACE/KIND/NAME`; the kind as its singular or plural. */
  readonly object?: string
}

/** Prints the records that are wanted, one JSON object a line. */
export async function exportAudit({ config, ...wanted }: Options, host: Host): Promise<ExitCode> {
  await withStore(config, host, async (db) => {
    for await (const record of readRecords(db)) {
      if (isWanted(record, wanted)) host.out(`${JSON.stringify(record)}\n`)
    }
  })
  return EXIT.fine
}

function isWanted({ at, actor, targets }: AuditRecord, { since, user, object }: Wanted): boolean {
  if (since && Date.parse(at) < since.getTime()) return false
  if (user !== undefined && user !== actor.userId && user !== actor.user) return false
  return object === undefined || targets.some((target) => isNamed(target, object))
}

function isNamed(target: AuditRecord['targets'][number], object: string): boolean {
  const [name, kind = '', namespace] = object.split('/').toReversed()
  if (name !== target.name || ![target.kind, target.resource].includes(kind.toLowerCase()))
    return false
  return namespace === undefined || namespace === target.namespace
}
