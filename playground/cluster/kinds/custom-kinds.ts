import { z } from 'zod'
import { dig } from '../json/value.ts'
import { age } from '../../../src/core/words/kubectl-age.ts'
import type { Column } from '../printing/column.ts'
import { column } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind, type KindDefinition } from './define-kind.ts'

const PrinterColumn = z.looseObject({
  name: z.string(),
  type: z.enum(['string', 'integer', 'date', 'boolean', 'number']),
  jsonPath: z.string(),
  priority: z.number().default(0),
})
const Version = z.looseObject({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  subresources: z
    .looseObject({ status: z.unknown().optional(), scale: z.looseObject({}).optional() })
    .optional(),
  additionalPrinterColumns: z.array(PrinterColumn).optional(),
})

export const CustomDefinition = KubeObject.extend({
  spec: z.looseObject({
    group: z.string(),
    scope: z.enum(['Namespaced', 'Cluster']),
    names: z.looseObject({
      plural: z.string(),
      singular: z.string().optional(),
      kind: z.string(),
      shortNames: z.array(z.string()).optional(),
      categories: z.array(z.string()).optional(),
    }),
    versions: z.array(Version).min(1),
  }),
  status: z.looseObject({}).prefault({}),
})
export type CustomDefinition = z.infer<typeof CustomDefinition>

export const customDefinitionKind = defineKind<CustomDefinition>({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions',
  shortNames: ['crd', 'crds'],
  namespaced: false,
  subresources: ['status'],
  generation: true,
  shape: CustomDefinition,
  columns: [column('Created At', ({ metadata }) => metadata.creationTimestamp)],
  age: false,
})

/** The kind that a definition makes the API server serve; undefined when no version is served. */
export function customKind({ spec }: CustomDefinition): KindDefinition | undefined {
  const version = spec.versions.find((one) => one.served && one.storage) ?? spec.versions[0]
  if (!version?.served) return undefined
  const { names } = spec
  const printed = version.additionalPrinterColumns ?? []
  return defineKind<KubeObject>({
    group: spec.group,
    version: version.name,
    kind: names.kind,
    resource: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: spec.scope === 'Namespaced',
    subresources: version.subresources?.status !== undefined ? ['status'] : [],
    generation: true,
    shape: KubeObject,
    columns: printed.map(printerColumn),
    age: printed.length === 0,
  })
}

function printerColumn(printer: z.infer<typeof PrinterColumn>): Column<KubeObject> {
  const path = printer.jsonPath.split('.').filter((step) => step !== '')
  return {
    name: printer.name,
    type: printer.type,
    wide: printer.priority > 0,
    cell(object, now) {
      const value = dig(object, ...path)
      if (printer.type === 'date' && typeof value === 'string') return age(value, now)
      if (value === undefined || value === null) return ''
      if (typeof value === 'number' || typeof value === 'boolean') return value
      return typeof value === 'string' ? value : JSON.stringify(value)
    },
  }
}
