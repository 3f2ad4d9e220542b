import { sameJson } from '../canonical.ts'
import type { FieldChange } from '../plan.ts'
import type { PodTemplate } from './workload.ts'

const HASH = 'pod-template-hash'
const CONTAINER = /^spec (?:initContainers|containers) /

type Leaves = ReadonlyMap<string, FieldChange['before']>

/** What differs between two pod templates, field by field; values of environment variables stay hidden. */
export function templateChanges(before: PodTemplate, after: PodTemplate): readonly FieldChange[] {
  const [old, next] = [leaves(withoutHash(before)), leaves(withoutHash(after))]
  const paths = new Set([...old.keys(), ...next.keys()])
  return [...paths].flatMap((path) => {
    const change = { before: old.get(path) ?? null, after: next.get(path) ?? null }
    if (change.before === change.after) return []
    const isHidden = / env .+ value$/s.test(path)
    return [{ field: fieldName(path), ...(isHidden ? hidden(change) : change) }]
  })
}

/** Equal but for the hash that a ReplicaSet's template carries. */
export const sameTemplate = (a: PodTemplate, b: PodTemplate): boolean =>
  sameJson(withoutHash(a), withoutHash(b))

/** The template as a Deployment holds it. */
export function withoutHash(template: PodTemplate): PodTemplate {
  const { metadata } = template
  if (!metadata?.labels || !(HASH in metadata.labels)) return template
  const { [HASH]: _hash, ...labels } = metadata.labels
  return { ...template, metadata: { ...metadata, labels } }
}

function leaves(
  value: unknown,
  path = '',
  found = new Map<string, FieldChange['before']>(),
): Leaves {
  const at = (step: string | number) => (path === '' ? String(step) : `${path} ${step}`)
  if (Array.isArray(value)) {
    value.forEach((item: unknown, i) => leaves(item, at(nameOf(item) ?? i), found))
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) leaves(member, at(key), found)
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    found.set(path, value)
  }
  return found
}

/** Containers, variables, volumes and ports keep their identity when they move. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('name' in item)) return undefined
  return typeof item.name === 'string' ? item.name : undefined
}

const fieldName = (path: string) => path.replace(CONTAINER, '').replace(/^(?:spec|metadata) /, '')

/** Says that it changed, never what it is. */
function hidden({ before, after }: Omit<FieldChange, 'field'>) {
  const isChange = before !== null && after !== null
  return {
    before: before === null ? null : '(hidden)',
    after: after === null ? null : `(hidden${isChange ? ', changed' : ''})`,
  }
}
