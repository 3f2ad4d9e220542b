import type { FieldManager, Watched } from '../../core/watched.ts'
import { oneLine } from '../reading/one-line.ts'

/** Controllers write their own fields beside whatever anybody else writes. */
const CONTROLLERS = 'kube-controller-manager'
const NAMED = 3

/**
 * The field managers that wrote between two states of an object, `kubectl-edit and argocd`. The API server keeps the
 * latest write of each, to the second: one that wrote twice within a second shows as the newest of all.
 */
export function writersBetween(before: Watched, after: Watched): string | undefined {
  const known = new Set(before.managers?.map(keyOf))
  const writes = (after.managers ?? []).filter(({ subresource }) => subresource !== 'status')
  const fresh = writes.filter((write) => !known.has(keyOf(write)))
  const names = [...new Set((fresh.length > 0 ? fresh : newestOf(writes)).map(nameOf))]
  const people = names.filter((name) => name !== CONTROLLERS)
  const shown = (people.length > 0 ? people : names).slice(0, NAMED)
  return shown.length === 0 ? undefined : shown.join(' and ')
}

/** Nobody but a controller wrote, as far as is known. */
export const isByController = (by: string | undefined): boolean =>
  by === undefined || by === CONTROLLERS

const keyOf = ({ manager, operation, subresource, at }: FieldManager) =>
  JSON.stringify([manager, operation, subresource, at])

const nameOf = ({ manager }: FieldManager) => oneLine(manager, 80)

function newestOf(writes: readonly FieldManager[]): readonly FieldManager[] {
  const last = writes
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  return writes.filter(({ at }) => at === last)
}
