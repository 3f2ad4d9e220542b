import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { Glob, matchesAny } from '../../src/core/glob.ts'

export const environments = defineCondition({
  key: 'environments',
  help: "The cluster's environment fits one of these patterns.",
  option: z.array(Glob).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts: { cluster } }) =>
      settled(matchesAny(wanted, cluster.environment), cluster.environment),
})
