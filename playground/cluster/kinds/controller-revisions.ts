import { z } from 'zod'
import { column, count } from '../printing/column.ts'
import { controllerOf, KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'

export const ControllerRevision = KubeObject.extend({
  revision: z.number(),
  data: z.looseObject({}).optional(),
})
export type ControllerRevision = z.infer<typeof ControllerRevision>

export const controllerRevisionKind = defineKind<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  resource: 'controllerrevisions',
  shape: ControllerRevision,
  columns: [
    column('Controller', (revision) => {
      const owner = controllerOf(revision)
      return owner ? `${owner.kind.toLowerCase()}.apps/${owner.name}` : '<none>'
    }),
    count('Revision', ({ revision }) => revision),
  ],
})
