import type { Line } from './bot-process.ts'
import type { Call, Stage } from './relay.ts'

/** What one sees of the road from outside the process: calls, commits to PostgreSQL, lines of the log. */
export type Seen =
  | { readonly wire: 'cluster' | 'slack'; readonly stage: Stage; readonly call: Call }
  | { readonly wire: 'store'; readonly stage: Stage }
  | { readonly wire: 'log'; readonly stage: 'told'; readonly line: Line }

/** A step of the road at which the bot is killed. */
export type Moment =
  | { readonly name: string; readonly at: (seen: Seen) => boolean; readonly nth?: number }
  /** So long after the person acted (and Slack had its acknowledgement). */
  | { readonly name: string; readonly afterMs: number }

/** A write that counts; a rehearsal changes nothing. */
export const isWrite = ({ method, path }: Call): boolean =>
  /^(PATCH|PUT|DELETE)$/.test(method) && !path.includes('dryRun')

const isRehearsal = ({ method, path }: Call) => method === 'PATCH' && path.includes('dryRun')
const isReview = ({ path }: Call) => path.includes('subjectaccessreviews')
const isRead = ({ method, path }: Call) => method === 'GET' && path.includes('/deployments/')
const isPost = ({ path }: Call) => path.endsWith('/chat.postMessage')
const isEdit = ({ path }: Call) => path.endsWith('/chat.update')

const on =
  (wire: 'cluster' | 'slack', stage: Stage, fits: (call: Call) => boolean) => (seen: Seen) =>
    seen.wire === wire && seen.stage === stage && fits(seen.call)

/** The log has a copy of each record as soon as it is in the store. */
const onRecord = (kind: string) => (seen: Seen) =>
  seen.wire === 'log' && seen.line.msg === 'audit record' && seen.line['audit'] === kind

const onCommit = (stage: Stage) => (seen: Seen) => seen.wire === 'store' && seen.stage === stage

/** Every step of the road, by what leaves the process or reaches it. */
export const moments: readonly Moment[] = [
  { name: 'words acknowledged', afterMs: 0 },
  { name: 'read leaving', at: on('cluster', 'arrived', isRead) },
  { name: 'second read leaving', at: on('cluster', 'arrived', isRead), nth: 2 },
  { name: 'access review answered', at: on('cluster', 'answered', isReview) },
  { name: 'rehearsal answered', at: on('cluster', 'answered', isRehearsal) },
  { name: 'write leaving', at: on('cluster', 'arrived', isWrite) },
  { name: 'write sent', at: on('cluster', 'sent', isWrite) },
  { name: 'write made, answer under way', at: on('cluster', 'answered', isWrite) },
  { name: 'write answered', at: on('cluster', 'told', isWrite) },
  { name: 'message leaving', at: on('slack', 'arrived', isPost) },
  { name: 'message posted, answer under way', at: on('slack', 'answered', isPost) },
  { name: 'message told', at: on('slack', 'told', isPost) },
  { name: 'second message leaving', at: on('slack', 'arrived', isPost), nth: 2 },
  { name: 'edit leaving', at: on('slack', 'arrived', isEdit) },
  { name: 'edit made, answer under way', at: on('slack', 'answered', isEdit) },
  { name: 'edit told', at: on('slack', 'told', isEdit) },
  { name: 'second edit made', at: on('slack', 'answered', isEdit), nth: 2 },
  ...['request', 'vote', 'decision', 'intent', 'outcome'].map((kind) => ({
    name: `${kind} on record`,
    at: onRecord(kind),
  })),
]

/** Only where the store is a PostgreSQL. */
export const commitMoments: readonly Moment[] = [1, 2, 3].flatMap((nth) => [
  { name: `commit ${nth} leaving`, at: onCommit('arrived'), nth },
  { name: `commit ${nth} sent`, at: onCommit('sent'), nth },
  { name: `commit ${nth} made, answer under way`, at: onCommit('answered'), nth },
])

/** At any moment within the time that most changes take. */
export const atRandom = (random: () => number): Moment => ({
  name: 'any moment',
  afterMs: Math.floor(random() ** 2 * 2500),
})
