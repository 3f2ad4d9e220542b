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
  const places = context.issues.map(({ path = [] }) => path)
  if (places.some(([first]) => first !== 'rules')) return
  const broken = new Set(places.map(([, index]) => index))
  if (broken.has(undefined)) return
  const sound = policy.rules.flatMap((rule, index) => (broken.has(index) ? [] : [{ rule, index }]))
  const document = { ...policy, rules: sound.map(({ rule }) => rule) }
  for (const { path, said } of lintPolicy(document, known)) {
    context.addIssue({ code: 'custom', message: said, path: pathBefore(path, sound) })
  }
}

/** Of a rule in the whole file. */
function pathBefore(
  [first = '', second, ...rest]: readonly (string | number)[],
  sound: readonly { readonly index: number }[],
): (string | number)[] {
  if (second === undefined) return [first]
  const index = first === 'rules' && typeof second === 'number' ? sound[second]?.index : undefined
  return [first, index ?? second, ...rest]
}
