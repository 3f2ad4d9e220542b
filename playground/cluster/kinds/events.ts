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
  firstTimestamp: z.string().optional(),
  lastTimestamp: z.string().optional(),
  count: z.number().optional(),
})
export type Event = z.infer<typeof Event>

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
    column('Last Seen', (event, now) => age(event.lastTimestamp, now)),
    column('Type', ({ type }) => type),
    column('Reason', ({ reason }) => reason),
    column('Object', object),
    wide('Subobject', ({ involvedObject }) => textAt(involvedObject, 'fieldPath')),
    wide('Source', ({ source }) => [source.component, source.host].filter(Boolean).join(', ')),
    column('Message', ({ message }) => message.trim()),
    wide('First Seen', (event, now) => age(event.firstTimestamp, now)),
    { ...count('Count', (event) => event.count ?? 1), wide: true },
    wide('Name', ({ metadata }) => metadata.name),
  ],
})
