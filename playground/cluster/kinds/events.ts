import { z } from 'zod'
import { textAt } from '../json/value.ts'
import { age } from '../../../src/core/words/kubectl-age.ts'
import { column, count, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'

export const Event = KubeObject.extend({
  involvedObject: z
    .looseObject({
      apiVersion: z.string().optional(),
      kind: z.string().default(''),
      namespace: z.string().optional(),
      name: z.string().default(''),
      uid: z.string().optional(),
    })
    .prefault({}),
  type: z.string().default('Normal'),
  reason: z.string().default(''),
  message: z.string().default(''),
  source: z
    .looseObject({ component: z.string().optional(), host: z.string().optional() })
    .prefault({}),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  count: z.number().optional(),
  eventTime: z.string().nullish(),
  reportingComponent: z.string().optional(),
  series: z.looseObject({ count: z.number(), lastObservedTime: z.string() }).nullish(),
})
export type Event = z.infer<typeof Event>

const firstSeen = ({ firstTimestamp, eventTime }: Event) => firstTimestamp ?? eventTime ?? undefined
const lastSeen = (event: Event) =>
  event.series?.lastObservedTime ?? event.lastTimestamp ?? firstSeen(event)
const sayer = ({ source: { component, host }, reportingComponent }: Event) =>
  [component ?? reportingComponent, host].filter(Boolean).join(', ')

const object = ({ involvedObject: { kind, name } }: Event) => `${kind.toLowerCase()}/${name}`

export const eventKind = defineKind<Event>({
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  shortNames: ['ev'],
  shape: Event,
  age: false,
  columns: [
    column('Last Seen', (event, now) => age(lastSeen(event), now)),
    column('Type', ({ type }) => type),
    column('Reason', ({ reason }) => reason),
    column('Object', object),
    wide('Subobject', ({ involvedObject }) => textAt(involvedObject, 'fieldPath')),
    wide('Source', sayer),
    column('Message', ({ message }) => message.trim()),
    wide('First Seen', (event, now) => age(firstSeen(event), now)),
    { ...count('Count', (event) => event.series?.count ?? event.count ?? 1), wide: true },
    wide('Name', ({ metadata }) => metadata.name),
  ],
})
