import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { Glob, matchesAny } from '../../src/core/glob.ts'

export const clusters = defineCondition({
  key: 'clusters',
  help: "The cluster's name fits one of these patterns.",
  option: z.array(Glob).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts: { cluster } }) =>
      settled(matchesAny(wanted, cluster.name), cluster.name),
})
