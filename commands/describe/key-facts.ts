import { isSecret } from '../../src/core/kinds/safe-object.ts'
import type { Kind, KubeObject } from '../../src/core/resource.ts'
import { code, join, type Text, text } from '../../src/core/text.ts'

type Field = { readonly name: string; readonly value: Text }

const MOST_FACTS = 16
const MOST_LABELS = 12
const LONGEST = 120
/** Shown elsewhere, or of no interest to people. */
const UNINTERESTING = (
  'conditions template containers initContainers observedGeneration collisionCount ' +
  'dnsPolicy schedulerName enableServiceLinks preemptionPolicy priority hostIP hostname subdomain ' +
  'startTime revisionHistoryLimit'
).split(' ')

/** What spec and status say in plain values, whatever the kind; labels; and keys where values would be data. */
export function keyFacts(kind: Kind, object: KubeObject): readonly Field[] {
  return [...labelFacts(object), ...dataFacts(kind, object), ...plainFacts(object)]
}

function labelFacts({ metadata }: KubeObject): readonly Field[] {
  const labels = Object.entries(metadata.labels ?? {}).slice(0, MOST_LABELS)
  if (labels.length === 0) return []
  const shown = labels.map(([key, value]) => text`${code(`${key}=${value}`)}`)
  return [{ name: 'labels', value: join(shown, ' ') }]
}

/** Secrets arrive here with sizes in place of values. A ConfigMap's values are long: `get -o yaml` has them. */
function dataFacts(kind: Kind, { data }: KubeObject): readonly Field[] {
  if (typeof data !== 'object' || data === null) return []
  const keys = Object.entries(data).map(([key, value]) =>
    isSecret(kind) ? text`${code(key)} ${String(value)}` : text`${code(key)}`,
  )
  return keys.length === 0 ? [] : [{ name: 'keys', value: join(keys, ', ') }]
}

function plainFacts({ spec, status }: KubeObject): readonly Field[] {
  const wanted = plainValues(spec)
  const names = new Set(wanted.map(([name]) => name))
  // What both say, such as replicas, is wanted in the one and there in the other.
  const found = plainValues(status).map(([name, value]): [string, string] => [
    names.has(name) ? `${name} now` : name,
    value,
  ])
  return [...wanted, ...found]
    .slice(0, MOST_FACTS)
    .map(([name, value]) => ({ name, value: text`${value.slice(0, LONGEST)}` }))
}

function plainValues(part: unknown, prefix = ''): [name: string, value: string][] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (UNINTERESTING.includes(key)) return []
    const name = prefix === '' ? key : `${prefix} ${key}`
    const said = scalar(value)
    if (said !== undefined) return [[name, said]]
    return prefix === '' && !Array.isArray(value) ? plainValues(value, key) : []
  })
}

function scalar(value: unknown): string | undefined {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
  return isList && value.length > 0 ? value.join(', ') : undefined
}
