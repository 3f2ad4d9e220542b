import type { z } from 'zod'
import type { Known } from './known.ts'
import { lintPolicy } from './lint-policy.ts'
import { PolicyDocument } from './policy.ts'

/**
 * The policy file's schema for a place where these names are known. Rules that are sound by themselves are checked
 * against them also when others are not, so that everything is told at once.
 */
export const policyFor = (known: Known): typeof PolicyDocument =>
  PolicyDocument.superRefine((policy, context) => lintSound(policy, known, context), {
    when: () => true,
  })

function lintSound(
  policy: PolicyDocument,
  known: Known,
  context: z.core.$RefinementCtx<PolicyDocument>,
): void {
  const broken = context.issues.map(({ path: [list, index] = [] }) => ({ list, index }))
  const isEach = ({ list, index }: { readonly list: unknown; readonly index: unknown }) =>
    (list === 'rules' || list === 'freezes') && typeof index === 'number'
  if (!broken.every(isEach)) return
  const isSound = (list: string) => (_: unknown, index: number) =>
    !broken.some((one) => one.list === list && one.index === index)
  const document = {
    ...policy,
    rules: policy.rules.filter(isSound('rules')),
    freezes: policy.freezes.filter(isSound('freezes')),
  }
  const places = {
    rules: [...policy.rules.keys()].filter((index) => isSound('rules')(undefined, index)),
    freezes: [...policy.freezes.keys()].filter((index) => isSound('freezes')(undefined, index)),
  }
  for (const { path, said } of lintPolicy(document, known)) {
    context.addIssue({ code: 'custom', message: said, path: pathBefore(path, places) })
  }
}

type Places = Readonly<Record<'rules' | 'freezes', readonly number[]>>

/** Of a rule or freeze in the whole file. */
function pathBefore(
  [first = '', second, ...rest]: readonly (string | number)[],
  places: Places,
): (string | number)[] {
  if (second === undefined) return [first]
  const isListed = (first === 'rules' || first === 'freezes') && typeof second === 'number'
  return [first, isListed ? (places[first][second] ?? second) : second, ...rest]
}
