import { z } from 'zod'
import { resourceOf } from '../../core/about/known-kinds.ts'
import type { ResourceName } from '../../core/watched.ts'
import { type JsonDocument, jsonDocuments } from './json-documents.ts'
import { newestMoment } from './newest-moment.ts'
import { type RecordedWebhook, webhookIn } from './recorded-webhook.ts'

/** One change as it was recorded. */
export type RecordedChange = {
  readonly line: number
  readonly isGone: boolean
  readonly resource: ResourceName
  readonly uid: string
  readonly object: Record<string, unknown>
  /** When it was, as the record or else the object itself tells. */
  readonly at?: Date
  /** The record said it. */
  readonly isDated: boolean
}

export type Problem = { readonly line: number; readonly why: string }

/** What a recording holds: changes of a cluster, and what Alertmanager sent. */
export type Recorded = RecordedChange | RecordedWebhook

export type Recording = {
  readonly records: readonly Recorded[]
  readonly problems: readonly Problem[]
}

const Thing = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({ name: z.string().min(1), uid: z.string().min(1) }),
})
const List = z.looseObject({ kind: z.string().endsWith('List'), items: z.array(z.unknown()) })
const Event = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
  at: z.iso.datetime({ offset: true }).optional(),
})

/**
 * Reads what `kubectl get … -A -w --output-watch-events -o json` prints, also objects and lists without events, and
 * bodies of Alertmanager's webhook. What cannot be read is told with its line.
 */
export function readRecording(text: string): Recording {
  const read = [...jsonDocuments(text)].flatMap((document) =>
    recordsIn(document).map((one) => ({ ...one, line: document.line })),
  )
  return {
    records: read.filter((one) => 'object' in one || 'webhook' in one),
    problems: read.filter((one) => 'why' in one),
  }
}

const recordsIn = (document: JsonDocument): (Read | Omit<RecordedWebhook, 'line'>)[] =>
  'problem' in document
    ? [{ why: document.problem }]
    : (webhookIn(document.value) ?? changesOf(document.value))

type Read = Omit<RecordedChange, 'line'> | { readonly why: string }

function changesOf(value: unknown): Read[] {
  const event = Event.safeParse(value)
  if (!event.success) return isEventLike(value) ? [{ why: NO_EVENT }] : objectsOf(value)
  const { type, object, at } = event.data
  if (type === 'BOOKMARK') return []
  if (type === 'ERROR') return [{ why: 'is where the watch ended with an error' }]
  const read = objectsOf(object)
  const moment = at === undefined ? {} : { at: new Date(at), isDated: true }
  return read.map((one) => ('why' in one ? one : { ...one, isGone: type === 'DELETED', ...moment }))
}

const NO_EVENT =
  'is no event: it needs a type (ADDED, MODIFIED, DELETED), an object, and `at`, where it has one, as 2026-01-14T12:00:00Z'

const isEventLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && 'object' in value

/** The objects of a list, or the one that it is. */
function objectsOf(value: unknown): Read[] {
  const list = List.safeParse(value)
  if (list.success) return list.data.items.flatMap((item) => objectsOf(item))
  const thing = Thing.safeParse(value)
  if (!thing.success)
    return [{ why: 'is no object: it needs apiVersion, kind, metadata.name and uid' }]
  const { apiVersion, kind } = thing.data
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const resource = resourceOf({ group, kind })
  const at = newestMoment(thing.data)
  return [
    {
      isGone: false,
      isDated: false,
      uid: thing.data.metadata.uid,
      resource: group === '' ? resource : `${resource}.${group}`,
      object: thing.data,
      ...(at && { at }),
    },
  ]
}
