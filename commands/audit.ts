import type { AuditQuery } from '../src/core/audit.ts'
import { defineQuery } from '../src/core/command.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import type { ObjectRef } from '../src/core/resource.ts'
import { refName } from '../src/core/resource.ts'
import { bold, code, type Text, text } from '../src/core/text.ts'
import { type Part, view } from '../src/core/view.ts'
import { readRequestId } from '../src/core/words/arguments/request-id.ts'
import { durationFlag } from '../src/core/words/arguments/amount-arguments.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { personFlag } from '../src/core/words/arguments/person-flag.ts'
import { readPlanId } from '../src/core/words/arguments/plan-id-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { sayDuration } from '../src/core/words/duration.ts'
import { optional, valueFlag } from '../src/core/words/parameters.ts'
import { auditTable } from './audit/audit-table.ts'
import { readVisible } from './audit/read-visible.ts'
import { storyView } from './audit/story-view.ts'

/** `audit`: who changed what, who allowed it, how it ended. */
export const audit = defineQuery({
  name: 'audit',
  summary: 'Show who changed what here, who allowed it and how it ended',
  details:
    'From the audit trail of this cluster, the newest first. Only what is about objects that you may read is shown. Without an object, all namespaces are looked through unless one is named.',
  parameters: {
    object: optional(objectArgument('only what was done to this, as deploy/web')),
    namespace,
    by: personFlag('only what this person did: @name, a Slack user id or a Kubernetes user'),
    since: durationFlag('only this recent, as 2h'),
    plan: valueFlag('ID', 'everything that happened to one plan', readPlanId),
    request: valueFlag(
      'ID',
      'what one request asked for, by the id that its answer shows',
      readRequestId,
    ),
  },
  examples: [
    'audit deploy/web -n shop',
    'audit --since 2h',
    'audit --by U0123456789',
    'audit -n shop --by anna@example.com',
    'audit --plan 8f3c21aa',
    'audit --request k3f922ab',
  ],
  access: async ({ object, namespace: named }, context) => {
    if (!object) return []
    const { cluster, defaultNamespace } = context
    return [
      {
        verb: 'get',
        ...(await objectRef(object, { cluster, namespace: named ?? defaultNamespace })),
      },
    ]
  },
  run: async ({ object, namespace: named, by, since, plan, request }, context) => {
    const { cluster, defaultNamespace, clock } = context
    const ref =
      object && (await objectRef(object, { cluster, namespace: named ?? defaultNamespace }))
    const query = {
      cluster: cluster.info.cluster,
      ...(ref && { object: keyOf(ref) }),
      ...(!ref && named !== undefined && { namespace: named }),
      ...(by !== undefined && { by }),
      ...(plan !== undefined && { plan }),
      ...(request !== undefined && { request }),
      ...(since !== undefined && { since: new Date(clock.now().getTime() - since) }),
    }
    const { changes, more } = await readVisible(query, context)
    if (plan !== undefined) return storyView(plan, changes, clock.now())
    const title = titleOf({ ref, named, by, since, request }, changes.length)
    const parts: Part[] = changes.length > 0 ? [auditTable(changes, clock.now())] : []
    return view('plain', title, [...parts, ...noteOf(changes.length, more)])
  },
})

const keyOf = ({ kind, namespace: place, name }: ObjectRef): NonNullable<AuditQuery['object']> => ({
  group: kind.group,
  resource: kind.resource,
  name,
  ...(place !== undefined && { namespace: place }),
})

type Asked = {
  readonly ref: ObjectRef | undefined
  readonly named: string | undefined
  readonly by: string | undefined
  readonly since: number | undefined
  readonly request: string | undefined
}

function titleOf({ ref, named, by, since, request }: Asked, count: number): Text {
  const what = ref ? `changes of ${refName(ref)}` : 'changes'
  const place = ref ? ref.namespace : named
  const where = place === undefined ? '' : ` in ${place}`
  const person = by === undefined ? [] : text` by ${by}`
  const asked = request === undefined ? [] : text` of request ${code(request)}`
  const recent = since === undefined ? '' : ` in the last ${sayDuration(since)}`
  return text`${bold(`${what}${where}`)}${asked}${person}${recent} · ${count === 0 ? 'none' : String(count)}`
}

function noteOf(shown: number, more: boolean): Part[] {
  if (shown === 0)
    return [
      { part: 'note', text: text`Only changes asked for through Deckwatch are on its trail.` },
    ]
  if (!more) return []
  const narrow = text`There are older ones: narrow it down with ${code('--since')} or ${code('--by')}.`
  return [{ part: 'note', text: narrow }]
}
