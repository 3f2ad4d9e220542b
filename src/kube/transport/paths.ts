import { UsageError } from '../../core/errors.ts'
import { readName, readNamespace } from '../../core/names.ts'
import type { Kind } from '../../core/resource.ts'
import { code, text } from '../../core/text.ts'

const GROUP = /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)?$/
const WORD = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/

/** `/api/v1` or `/apis/apps/v1`. */
export function groupVersionPath({ group, version }: Pick<Kind, 'group' | 'version'>): string {
  if (!GROUP.test(group) || group.length > 253 || !isWord(version))
    throw badPart(`${group}/${version}`)
  return group === '' ? `/api/${version}` : `/apis/${encodeURIComponent(group)}/${version}`
}

/** What a path leads to. Without a name it is the collection; without a namespace, of every namespace. */
export type Place = {
  readonly kind: Pick<Kind, 'group' | 'version' | 'resource' | 'namespaced'>
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly subresource?: string | undefined
}

/**
 * The only maker of object paths. Throws UsageError `bad-name` before anything is sent: with `..` or `/` in a name
 * a path would lead elsewhere, for instance from a pod's log to a Secret. A namespace says nothing about a
 * cluster-wide kind.
 */
export function objectPath({ kind, namespace, name, subresource }: Place): string {
  if (!isWord(kind.resource)) throw badPart(kind.resource)
  const parts = [groupVersionPath(kind)]
  const checked = namespace === undefined ? undefined : checkNamespace(namespace)
  if (kind.namespaced && checked !== undefined) parts.push('namespaces', checked)
  if (kind.namespaced && checked === undefined && name !== undefined) {
    throw badPart(`${kind.resource} without a namespace`)
  }
  parts.push(kind.resource)
  if (name !== undefined) parts.push(encodeURIComponent(checkName(name)))
  if (subresource !== undefined) {
    if (!isWord(subresource)) throw badPart(subresource)
    parts.push(subresource)
  }
  return parts.join('/')
}

function checkNamespace(value: string): string {
  const reading = readNamespace(value)
  if (reading.ok) return value
  throw new UsageError('bad-name', [...reading.problem, '.'])
}

function checkName(value: string): string {
  const reading = readName(value)
  if (reading.ok) return value
  throw new UsageError('bad-name', [...reading.problem, '.'])
}

const isWord = (value: string) => value.length <= 63 && WORD.test(value)

const badPart = (value: string) =>
  new UsageError('bad-name', text`${code(value.slice(0, 60))} cannot be part of a Kubernetes path.`)
