import type { CommandContext } from '../command.ts'
import { spellWords } from '../words/spell-words.ts'
import { type ObjectRef, refName } from '../resource.ts'

/** An object in words that mean the same wherever they are said: `deployment/web -n shop -c prod-eu`. */
export function spellRef(ref: ObjectRef, { cluster }: Pick<CommandContext, 'cluster'>): string {
  const { group } = ref.kind
  const kind =
    group === '' || WELL_KNOWN.includes(group) ? ref.kind.singular : `${ref.kind.resource}.${group}`
  const name = spellWords([refName({ ...ref, kind: { singular: kind } })])
  const place = ref.namespace === undefined ? '' : ` -n ${ref.namespace}`
  return `${name}${place} -c ${cluster.info.cluster}`
}

/** Groups whose kinds nobody else's are mistaken for. */
const WELL_KNOWN = ['apps', 'batch', 'autoscaling', 'policy', 'networking.k8s.io']
