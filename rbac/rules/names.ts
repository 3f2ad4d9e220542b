import { z } from 'zod'
import { defineCondition, settled, unsure } from '../matching/condition.ts'
import { coversAll, Glob, matchesAny } from '../../src/core/glob.ts'

export const names = defineCondition({
  key: 'names',
  help: "The object's name fits one of these patterns.",
  option: z.array(Glob).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts: { target }, open }) => {
      if (open && target === undefined)
        return unsure('not known yet', 'the object is not known yet')
      if (target === undefined) return settled(false, 'no object')
      if (target.name !== undefined) return settled(matchesAny(wanted, target.name), target.name)
      return coversAll(wanted)
        ? settled(true, 'a whole list')
        : unsure('a whole list', `a list may hold ${wanted.join(', ')}: name one object`)
    },
})
