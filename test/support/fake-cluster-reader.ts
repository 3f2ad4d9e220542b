import type { z } from 'zod'
import type { Access } from '../../src/core/access.ts'
import type { ClusterReader, ListQuery, LogQuery, PrintedTable } from '../../src/core/cluster.ts'
import { ForbiddenError, NotFoundError, UsageError } from '../../src/core/errors.ts'
import type { Kind, KubeObject, ObjectRef } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'
import { nearest } from '../../src/core/words/suggest.ts'
import { kinds as knownKinds } from './kube-kinds.ts'

/** A plain object as the API server would give it. */
export type PlainObject = KubeObject & { readonly kind: string }

export type FakeCluster = {
  readonly objects?: readonly PlainObject[]
  readonly kinds?: readonly Kind[]
  /** What `table` prints for a resource; default: name and age only. */
  readonly tables?: Readonly<Record<string, PrintedTable>>
  /** Rights that Kubernetes refuses, e.g. `list pods`, `list pods shop`, `get pods/log`. */
  readonly forbidden?: readonly string[]
  /** Text by `pod`, `pod/container` or `pod/container/previous`; an error is thrown. */
  readonly logs?: Readonly<Record<string, string | Error>>
  readonly version?: string
}

export type FakeClusterReader = ClusterReader & {
  /** Every call that would have reached the API server, e.g. `get deployments shop/web`. */
  readonly calls: string[]
}

/** A cluster of plain objects, read as one person. */
export function fakeClusterReader(fake: FakeCluster = {}): FakeClusterReader {
  const { objects = [], kinds = Object.values(knownKinds), forbidden = [] } = fake
  const calls: string[] = []

  const enter = (verb: Access['verb'], kind: Kind, place: Place) => {
    calls.push(`${verb} ${place.resource ?? kind.resource} ${pathOf(place)}`.trim())
    const rights = [`${verb} ${place.resource ?? kind.resource}`]
    if (forbidden.some((right) => isRight(right, rights[0] ?? '', place))) {
      const right = { user: 'jane', verb, resource: kind.resource }
      throw new ForbiddenError(right, text`User jane cannot ${verb} ${kind.resource}`)
    }
  }

  const matching = (query: ListQuery & { readonly name?: string }) =>
    objects.filter(
      (one) =>
        one.kind === query.kind.kind &&
        (query.namespace === undefined || one.metadata.namespace === query.namespace) &&
        (query.name === undefined || one.metadata.name === query.name) &&
        meetsLabels(one, query.labelSelector) &&
        meetsFields(one, query.fieldSelector),
    )

  return {
    calls,
    info: { cluster: 'prod-eu', environment: 'production', production: true },
    kind: async (word) => findKind(kinds, word),
    kinds: async () => kinds,
    get: async <T extends z.ZodType<KubeObject>>(ref: ObjectRef, shape: T) => {
      enter('get', ref.kind, ref)
      const found = matching({ ...ref })[0]
      if (found) return shape.parse(found)
      throw new NotFoundError('not-found', text`${ref.kind.resource} ${code(ref.name)} not found`)
    },
    list: async <T extends z.ZodType<KubeObject>>(query: ListQuery, shape: T) => {
      enter('list', query.kind, query)
      const read = matching(query).map((one) => shape.safeParse(withoutKind(one)))
      const items = read.flatMap((result) => (result.success ? [result.data] : []))
      const kept = items.slice(0, query.limit ?? items.length)
      return {
        items: kept,
        more: kept.length < items.length,
        malformed: read.length - items.length,
      }
    },
    table: async (query) => {
      enter(query.name === undefined ? 'list' : 'get', query.kind, query)
      const rows = matching(query)
      if (query.name !== undefined && rows.length === 0) {
        throw new NotFoundError(
          'not-found',
          text`${query.kind.resource} ${code(query.name)} not found`,
        )
      }
      return fake.tables?.[query.kind.resource] ?? plainTable(rows)
    },
    logs: async (query) => {
      enter('get', knownKinds.pod, { ...query, name: query.pod, resource: 'pods/log' })
      return logOf(fake.logs ?? {}, query)
    },
    review: async ({ verb, kind, subresource, ...place }) => {
      const resource = subresource ? `${kind.resource}/${subresource}` : kind.resource
      return { allowed: !forbidden.some((right) => isRight(right, `${verb} ${resource}`, place)) }
    },
    whoAmI: async () => ({ user: 'jane', groups: ['shop-devs', 'system:authenticated'] }),
    version: async () => fake.version ?? 'v1.31.2',
  }
}

type Place = { readonly namespace?: string; readonly name?: string; readonly resource?: string }

const pathOf = ({ namespace, name }: Place) =>
  [namespace, name].filter((part) => part !== undefined).join('/')

const isRight = (refused: string, asked: string, { namespace }: Place) =>
  refused === asked || refused === `${asked} ${namespace ?? '*'}`

function findKind(kinds: readonly Kind[], word: string): Kind {
  const typed = word.toLowerCase()
  const found = kinds.find(
    ({ resource, singular, shortNames, group }) =>
      [resource, singular, ...shortNames].includes(typed) ||
      [`${resource}.${group}`, `${singular}.${group}`].includes(typed),
  )
  if (found) return found
  const names = kinds.flatMap(({ resource, singular }) => [resource, singular])
  throw new UsageError('unknown-kind', text`The cluster has no kind ${code(word)}.`, {
    suggestions: nearest(word, names),
  })
}

/** As in a real list, items do not repeat their kind. */
function withoutKind({ kind: _kind, apiVersion: _version, ...rest }: PlainObject) {
  return rest
}

function meetsLabels({ metadata }: KubeObject, selector: string | undefined): boolean {
  if (selector === undefined) return true
  return selector.split(',').every((part) => {
    const [key = '', value] = part.split('=')
    return metadata.labels?.[key] === value
  })
}

function meetsFields(object: KubeObject, selector: string | undefined): boolean {
  if (selector === undefined) return true
  return selector.split(',').every((part) => {
    const [path = '', value = ''] = part.split('=')
    return String(path.split('.').reduce<unknown>(member, object)) === value
  })
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined

const plainTable = (objects: readonly KubeObject[]): PrintedTable => ({
  columns: [
    { name: 'Name', wide: false },
    { name: 'Age', wide: false },
  ],
  rows: objects.map(({ metadata }) => ({
    cells: [metadata.name, '5m'],
    name: metadata.name,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    labels: metadata.labels ?? {},
  })),
  more: false,
})

function logOf(logs: Readonly<Record<string, string | Error>>, query: LogQuery) {
  const { pod, container, previous } = query
  const exact = `${pod}/${container ?? ''}${previous ? '/previous' : ''}`
  const found = logs[exact] ?? (previous ? undefined : logs[pod])
  if (found instanceof Error) throw found
  if (found === undefined) throw new NotFoundError('no-logs', text`no logs for ${code(pod)}`)
  const lines = found.split('\n')
  const kept = query.tailLines === undefined ? lines : lines.slice(-query.tailLines)
  return { text: kept.join('\n').slice(0, query.limitBytes), truncated: false }
}
