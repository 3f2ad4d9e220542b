import type { Diagnosis } from '../../core/finding.ts'

/** One known failure mode: when it is it, what lies behind, what to do. All words are fixed. */
export type Mode<Facts> = {
  readonly id: string
  readonly fits: (facts: Facts) => boolean
  readonly likely: string
  readonly nextStep: string
}

/** The first mode that fits, as `{ diagnosis }`; nothing when none does: better silent than wrong. */
export function diagnose<Facts>(
  modes: readonly Mode<Facts>[],
  facts: Facts,
): { readonly diagnosis?: Diagnosis } {
  const mode = modes.find(({ fits }) => fits(facts))
  if (!mode) return {}
  const { id, likely, nextStep } = mode
  return { diagnosis: { mode: id, likely: [likely], nextStep: [nextStep] } }
}

/** For modes that are told by what Kubernetes says: only its beginning is looked at. */
export const says =
  (pattern: RegExp) =>
  (message: string): boolean =>
    pattern.test(message.slice(0, 4000))
