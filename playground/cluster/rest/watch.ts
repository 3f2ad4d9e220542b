import { apiVersionOf, resourceId } from '../kinds/define-kind.ts'
import type { Pace } from '../pace.ts'
import { printTable, tableRequest } from '../printing/table.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import type { Change, Ledger } from '../storage/ledger.ts'
import type { Call, Reply, Sink } from './call.ts'
import { matcher } from './list.ts'
import { refuse } from './refusals.ts'
import type { Served } from './served.ts'
import { StatusError } from './status-error.ts'
import { isTrue } from './target.ts'
import { objectText } from './wire.ts'

type Ground = {
  readonly ledger: Ledger
  readonly pace: Pace
  readonly bookmarkMs: number
  /** What `/version` says. */
  readonly version: string
}
type Kind = 'ADDED' | 'MODIFIED' | 'DELETED'

/**
 * Streams changes as JSON lines from a resource version on, or all there is before them; a forgotten version ends in
 * a 410 ERROR event.
 */
export function serveWatch(call: Call, served: Served, ground: Ground): Reply {
  const { ledger } = ground
  const wanted = call.query.get('resourceVersion') ?? ''
  const isMarked = asksForAll(call, ground)
  const start = (sink: Sink) => {
    const write = writer(call, served, ground, sink)
    const fits = matcher(call, served)
    if (isMarked || wanted === '' || wanted === '0') {
      for (const object of served.resource.list().filter(fits)) write('ADDED', object)
      if (isMarked) sink.write(bookmark(served, ledger.revision(), INITIAL_EVENTS_END))
    } else if (!replay(Number(wanted), ledger, served, (change) => tell(change, fits, write))) {
      sink.write(`${JSON.stringify({ type: 'ERROR', object: tooOld(wanted, ledger).status })}\n`)
      return sink.end()
    }
    // A version from the future is no mistake here: the real server is silent until it has come.
    const from = Number(wanted)
    const onChange = (change: Change) => change.revision > from && tell(change, fits, write)
    follow(call, served, ground, { sink, from, onChange })
  }
  return { reply: 'stream', contentType: 'application/json', start }
}

const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' }

/** As from Kubernetes 1.34 on; before, the same request was refused in these words. */
function asksForAll({ query }: Call, { version }: Ground): boolean {
  if (!query.has('sendInitialEvents')) return false
  const forbid = (field: string, why: string) =>
    refuse.invalid({ group: 'meta.k8s.io', resource: '', kind: 'ListOptions' }, '', [
      { reason: 'FieldValueForbidden', message: `Forbidden: ${field} ${why}`, field },
    ])
  if (Number(/^v1\.(\d+)/.exec(version)?.[1]) < 34)
    throw forbid(
      'sendInitialEvents',
      'is forbidden for watch unless the WatchList feature gate is enabled',
    )
  if (query.get('resourceVersionMatch') !== 'NotOlderThan')
    throw forbid('resourceVersionMatch', 'must be NotOlderThan with sendInitialEvents')
  return isTrue(query.get('sendInitialEvents'))
}

function replay(from: number, ledger: Ledger, served: Served, run: (change: Change) => void) {
  const changes = ledger.since(resourceId(served.resource.definition), from)
  for (const change of changes ?? []) run(change)
  return changes !== undefined
}

type Following = {
  readonly sink: Sink
  readonly from: number
  readonly onChange: (change: Change) => void
}

function follow(call: Call, served: Served, ground: Ground, { sink, from, onChange }: Following) {
  const { ledger, pace, bookmarkMs } = ground
  const id = resourceId(served.resource.definition)
  const endings: (() => void)[] = []
  endings.push(
    ledger.subscribe((change) => {
      if (change.resource === id) onChange(change)
    }),
  )
  const seconds = Number(call.query.get('timeoutSeconds') ?? 0) || 1800 + Math.random() * 1800
  endings.push(pace.after(seconds * 1000, () => sink.end()))
  if (isTrue(call.query.get('allowWatchBookmarks'))) {
    let cancel = () => {}
    const mark = () => {
      if (ledger.revision() >= from) sink.write(bookmark(served, ledger.revision()))
      cancel = pace.after(bookmarkMs, mark)
    }
    // The real server bookmarks every minute and once shortly before a watch ends.
    cancel = pace.after(Math.max(0, Math.min(bookmarkMs, seconds * 1000 - 2000)), mark)
    endings.push(() => cancel())
  }
  sink.onClose(() => {
    for (const end of endings) end()
  })
}

/** An object that starts or stops matching is added or deleted for this watcher. */
function tell(
  { type, object, previous }: Change,
  fits: (object: KubeObject) => boolean,
  write: (kind: Kind, object: KubeObject) => void,
) {
  const is = fits(object)
  const was = previous !== undefined && fits(previous)
  if (type === 'DELETED') return was || is ? write('DELETED', object) : undefined
  if (is) return write(was ? 'MODIFIED' : 'ADDED', object)
  return was ? write('DELETED', object) : undefined
}

function writer({ accept, query }: Call, served: Served, { pace }: Ground, sink: Sink) {
  const table = tableRequest(accept, query)
  const { definition } = served.resource
  let headed = true
  return (type: Kind, object: KubeObject) => {
    if (!table) return sink.write(`{"type":"${type}","object":${objectText(served, object)}}\n`)
    const metadata = { resourceVersion: object.metadata.resourceVersion }
    const print = { definition, objects: [object], metadata, now: pace.now(), headed }
    sink.write(`${JSON.stringify({ type, object: printTable(table, print) })}\n`)
    headed = false
  }
}

function bookmark({ definition }: Served, revision: number, annotations?: object): string {
  const metadata = { resourceVersion: String(revision), creationTimestamp: null, annotations }
  const object = { kind: definition.kind, apiVersion: apiVersionOf(definition), metadata }
  return `${JSON.stringify({ type: 'BOOKMARK', object })}\n`
}

const tooOld = (wanted: string, ledger: Ledger) =>
  new StatusError([410, 'Expired'], `too old resource version: ${wanted} (${ledger.revision()})`)
