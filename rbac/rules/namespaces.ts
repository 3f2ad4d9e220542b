import { z } from 'zod'
import { ALL_NAMESPACES } from '../../src/core/access.ts'
import type { Facts } from '../../src/core/judge.ts'
import { defineCondition, settled, unsure } from '../matching/condition.ts'
import { coversAll, Glob, matchesAny } from '../../src/core/glob.ts'

export const namespaces = defineCondition({
  key: 'namespaces',
  help: 'The namespace fits one of these patterns.',
  option: z.array(Glob).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts, open }) => {
      if (open && facts.target === undefined)
        return unsure('not known yet', 'the namespace is not known yet')
      const namespace = namespaceOf(facts)
      if (namespace === undefined) return settled(false, 'no namespace')
      if (namespace !== ALL_NAMESPACES) return settled(matchesAny(wanted, namespace), namespace)
      return coversAll(wanted)
        ? settled(true, 'all namespaces')
        : unsure('all namespaces', `all namespaces include ${wanted.join(', ')}: name one with -n`)
    },
})

/** A Namespace object is about the namespace it names, as in Kubernetes' own access checks. */
function namespaceOf({ target }: Facts): string | undefined {
  if (target?.namespace !== undefined) return target.namespace
  const isNamespace = target?.kind?.toLowerCase().replace(/s$/, '') === 'namespace'
  return isNamespace && (target?.group ?? '') === '' ? target?.name : undefined
}
