import type { PlainObject } from '../support/fake-cluster-reader.ts'

type Wishes = {
  readonly reason?: string
  readonly message?: string
  readonly type?: string
  readonly at?: string
  readonly count?: number
  readonly namespace?: string
  readonly subject?: { readonly kind: string; readonly name: string; readonly uid?: string }
}

let made = 0

/** An Event about the pod `web-1`, unless told otherwise. */
export function event(wishes: Wishes = {}) {
  const {
    namespace = 'shop',
    at = '2026-03-02T09:55:00Z',
    subject = { kind: 'Pod', name: 'web-1' },
  } = wishes
  made += 1
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `event-${made}`, namespace, uid: `uid-event-${made}`, creationTimestamp: at },
    type: wishes.type ?? 'Normal',
    reason: wishes.reason ?? 'Happened',
    message: wishes.message ?? 'it happened',
    count: wishes.count ?? 1,
    lastTimestamp: at,
    involvedObject: { namespace, ...subject },
  } satisfies PlainObject
}
