import { z } from 'zod'
import { KubeObject } from '../resource.ts'

const Subject = z.looseObject({
  kind: z.string().nullish(),
  namespace: z.string().nullish(),
  name: z.string().nullish(),
  uid: z.string().nullish(),
})

const text = z.string().nullish()

/** An Event as `v1` or as `events.k8s.io` writes it. */
export const KubeEvent = KubeObject.extend({
  type: text,
  reason: text,
  message: text,
  note: text,
  count: z.number().nullish(),
  deprecatedCount: z.number().nullish(),
  firstTimestamp: text,
  lastTimestamp: text,
  deprecatedLastTimestamp: text,
  eventTime: text,
  series: z.looseObject({ count: z.number().nullish(), lastObservedTime: text }).nullish(),
  involvedObject: Subject.nullish(),
  regarding: Subject.nullish(),
})
export type KubeEvent = z.infer<typeof KubeEvent>

/** The same in one shape. */
export type Happening = {
  readonly at: Date
  readonly isWarning: boolean
  readonly reason: string
  /** Untrusted, one line. */
  readonly message: string
  /** How often it was seen. */
  readonly count: number
  readonly subject: { readonly kind: string; readonly name: string; readonly namespace: string }
}

export function happening(event: KubeEvent): Happening {
  return {
    at: new Date(lastSeen(event)),
    isWarning: event.type === 'Warning',
    reason: event.reason ?? '',
    message: (event.message ?? event.note ?? '').replace(/\s+/g, ' ').trim(),
    count: event.series?.count ?? event.count ?? event.deprecatedCount ?? 1,
    subject: subjectOf(event.involvedObject ?? event.regarding),
  }
}

const subjectOf = (subject: z.infer<typeof Subject> | null | undefined) => ({
  kind: subject?.kind ?? '',
  name: subject?.name ?? '',
  namespace: subject?.namespace ?? '',
})

/** Oldest first, as one reads. */
export const inOrder = (happenings: readonly Happening[]): readonly Happening[] =>
  happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime())

function lastSeen({ metadata, ...event }: KubeEvent): string {
  return (
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.deprecatedLastTimestamp ??
    event.eventTime ??
    event.firstTimestamp ??
    metadata.creationTimestamp ??
    ''
  )
}
