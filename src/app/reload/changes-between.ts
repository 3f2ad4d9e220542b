import { sameJson } from '../../core/canonical.ts'
import { SECRET_NAMES } from '../../config/secret-files.ts'
import type { Setup } from '../setup.ts'

/** What is different, by paths and names: never a value, as some are nobody else's business. */
export function changesBetween(before: Setup, next: Setup): readonly string[] {
  const { policy: path, ...config } = next.config
  const { policy: pathBefore, ...configBefore } = before.config
  return [
    ...(path === pathBefore ? [] : ['policy']),
    ...differences(configBefore, config, []).map(sayPath),
    ...differences(before.document, next.document, []).map((one) => `policy ${sayPath(one)}`),
    ...SECRET_NAMES.filter((name) => secretOf(before, name) !== secretOf(next, name)).map(
      (name) => `secret ${name}`,
    ),
  ]
}

const secretOf = ({ secrets: { env } }: Setup, name: string) => env[name]?.trim() ?? ''

type Difference = {
  readonly path: readonly string[]
  readonly how: 'added' | 'removed' | 'changed'
}

/** Deep enough to tell what was meant. */
const DEEPEST = 3

function differences(before: unknown, next: unknown, path: readonly string[]): Difference[] {
  if (sameJson(before, next)) return []
  const [old, fresh] = [membersOf(before), membersOf(next)]
  if (!old || !fresh || path.length >= DEEPEST) return [{ path, how: howOf(before, next) }]
  const keys = new Set([...old.keys(), ...fresh.keys()])
  return [...keys].flatMap((key) => differences(old.get(key), fresh.get(key), [...path, key]))
}

function howOf(before: unknown, next: unknown): Difference['how'] {
  if (before === undefined) return 'added'
  return next === undefined ? 'removed' : 'changed'
}

/** Keys of a map, or names of what stands in a list. Undefined for a value that is taken as a whole. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const named = value.map((one: unknown) => [nameOf(one), one] as const)
  const known = new Map(named.flatMap(([name, one]) => (name === undefined ? [] : [[name, one]])))
  return known.size === value.length ? known : undefined
}

function nameOf(one: unknown): string | undefined {
  if (one === null || typeof one !== 'object' || !('name' in one)) return undefined
  return typeof one.name === 'string' ? one.name : undefined
}

const sayPath = ({ path, how }: Difference): string => `${path.join('.')} ${how}`
