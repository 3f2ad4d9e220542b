import type { Fields } from '../json/value.ts'
import type { KindDefinition } from '../kinds/define-kind.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { age } from '../../../src/core/words/kubectl-age.ts'
import { column, type Column } from './column.ts'

export type TableRequest = {
  readonly version: 'v1' | 'v1beta1'
  readonly includeObject: 'None' | 'Metadata' | 'Object'
}

/** Whether `Accept` asks for the server's own printing first. */
export function tableRequest(accept: string, query: URLSearchParams): TableRequest | undefined {
  const first = accept.split(',')[0] ?? ''
  const version = /;as=Table;v=(v1beta1|v1)\b/.exec(first.replaceAll(' ', ''))?.[1]
  if (version === undefined || !/g=meta\.k8s\.io/.test(first)) return undefined
  const include = query.get('includeObject')
  return {
    version: version === 'v1' ? 'v1' : 'v1beta1',
    includeObject: include === 'None' || include === 'Object' ? include : 'Metadata',
  }
}

type Print = {
  readonly definition: KindDefinition
  readonly objects: readonly KubeObject[]
  readonly metadata: Fields
  readonly now: Date
  /** Off for all but the first event of a watch. */
  readonly headed?: boolean
}

/** A `meta.k8s.io` Table, as `kubectl get` asks for it. */
export function printTable(
  { version, includeObject }: TableRequest,
  { definition, objects, metadata, now, headed = true }: Print,
): Fields {
  const columns = columnsOf(definition)
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata,
    columnDefinitions: headed ? columns.map(columnDefinition) : null,
    rows: objects.map((object) => ({
      cells: columns.map((one) => one.cell(object, now)),
      ...(includeObject !== 'None' && { object: rowObject(object, includeObject, version) }),
    })),
  }
}

/** Name, the kind's own, Age, and after it what only `-o wide` shows. */
function columnsOf({ columns, age: aged }: KindDefinition): readonly Column<KubeObject>[] {
  const name = column<KubeObject>('Name', ({ metadata }) => metadata.name)
  const old = column<KubeObject>('Age', ({ metadata }, now) => age(metadata.creationTimestamp, now))
  const narrow = columns.filter((one) => !one.wide)
  const wide = columns.filter((one) => one.wide)
  // Events have no leading name: kubectl shows it last, and wide only.
  const first = columns.some((one) => one.name === 'Name') ? [] : [name]
  return [...first, ...narrow, ...(aged ? [old] : []), ...wide]
}

const columnDefinition = ({ name, type, wide }: Column<KubeObject>) => ({
  name,
  type,
  format: name === 'Name' ? 'name' : '',
  description: name,
  priority: wide ? 1 : 0,
})

function rowObject(object: KubeObject, include: 'Metadata' | 'Object', version: string) {
  if (include === 'Object') return object
  const { metadata } = object
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata }
}
