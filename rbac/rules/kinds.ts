import { z } from 'zod'
import { defineCondition, unsure, settled, type Finding } from '../matching/condition.ts'
import { matchKind } from '../matching/kind-words.ts'

const KindWord = z
  .string()
  .max(253)
  .regex(
    /^(?:\*|[A-Za-z][A-Za-z0-9-]*(?:\.[a-z0-9.-]+)?)$/,
    'is not a kind such as deployments, deploy or rollouts.argoproj.io',
  )

export const kinds = defineCondition({
  key: 'kinds',
  help: "The object's kind is one of these: plural, singular, short name, or `kind.group`.",
  option: z.array(KindWord).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts: { target }, open }): Finding => {
      if (open && target === undefined) return unsure('not known yet', 'the kind is not known yet')
      if (target === undefined) return settled(false, 'no object')
      const seen = [target.kind ?? 'a kind not known', target.group].filter(Boolean).join('.')
      const matches = wanted.map((word) => matchKind(word, target))
      if (matches.includes('yes')) return settled(true, seen)
      return matches.includes('unsure')
        ? unsure(seen, `${seen} may be meant by ${wanted.join(', ')}: write kind.group in the rule`)
        : settled(false, seen)
    },
})
