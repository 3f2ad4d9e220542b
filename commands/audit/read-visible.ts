import { ALL_NAMESPACES } from '../../src/core/access.ts'
import type { AuditedChange, AuditQuery, AuditTarget } from '../../src/core/audit.ts'
import type { CommandContext } from '../../src/core/command.ts'
import { ForbiddenError, UsageError } from '../../src/core/errors.ts'

/** How many are shown, and how many are read at once to find those. */
const SHOWN = 20
const PAGE = 50
/** Records looked through at most, so that somebody who may see little does not keep the store busy. */
const PAGES = 10

type Found = { readonly changes: readonly AuditedChange[]; readonly more: boolean }

/** The newest changes that this person may see: of each object, policy and Kubernetes let them read it. */
export async function readVisible(
  query: Omit<AuditQuery, 'limit'>,
  context: CommandContext,
): Promise<Found> {
  const maySee = createMaySee(context)
  const changes: AuditedChange[] = []
  let before: number | undefined
  for (let page = 0; page < PAGES; page++) {
    const read = await context.desk.audit.find({
      ...query,
      ...(before !== undefined && { before }),
      limit: PAGE,
    })
    for (const change of read) {
      if (!(await maySee(change))) continue
      if (changes.length === SHOWN) return { changes, more: true }
      changes.push(change)
    }
    if (read.length < PAGE) return { changes, more: false }
    before = read.at(-1)?.record.seq
  }
  return { changes, more: true }
}

function createMaySee(context: CommandContext) {
  const known = new Map<string, Promise<boolean>>()
  const mayRead = (target: Readable) => {
    const key = JSON.stringify([target.group, target.resource, target.namespace, target.name])
    const answer = known.get(key) ?? mayReadTarget(target, context)
    known.set(key, answer)
    return answer
  }
  return async ({ record }: AuditedChange): Promise<boolean> => {
    // What is silent in a whole cluster is for those who may look everywhere in it.
    if (record.kind === 'attention' && record.targets.length === 0) return mayRead(EVERYWHERE)
    // What is about no object says only that somebody was refused a command: that is theirs to see.
    if (record.targets.length === 0) return isOwn(record.actor, context)
    return (await Promise.all(record.targets.map(mayRead))).every(Boolean)
  }
}

type Readable = Pick<AuditTarget, 'group' | 'resource' | 'namespace'> & Partial<AuditTarget>

const EVERYWHERE: Readable = { group: '', resource: 'pods', namespace: ALL_NAMESPACES }

const isOwn = (
  { userId, teamId }: AuditedChange['record']['actor'],
  { request: { actor } }: CommandContext,
): boolean => userId === actor.userId && teamId === actor.teamId

async function mayReadTarget(target: Readable, context: CommandContext): Promise<boolean> {
  const { group, resource, namespace, name } = target
  const { desk, cluster } = context
  const place = {
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  }
  const facts = { ...desk.facts, command: 'audit', risk: 'read' as const }
  const verdict = desk.judge.judge({ ...facts, target: { group, kind: resource, ...place } })
  if (verdict.kind !== 'allow') return false
  try {
    const kind = await cluster.kind(group === '' ? resource : `${resource}.${group}`)
    return (await cluster.review({ verb: 'get', kind, ...place })).allowed
  } catch (error) {
    // A kind that is no longer served, or a review that is itself forbidden: nobody vouches for it.
    if (error instanceof UsageError || error instanceof ForbiddenError) return false
    throw error
  }
}
