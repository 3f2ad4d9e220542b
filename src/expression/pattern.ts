import { CelScalar, celEnv, isCelError, parse, plan } from '@bufbuild/cel'

/**
 * Whether a text holds a pattern somewhere. The patterns are RE2's: time grows with the text's length only, whatever
 * the pattern. A pattern that does not compile holds nowhere.
 */
export const holdsPattern = (pattern: string, text: string): boolean => ask(pattern, text) === true

export const compilesAsPattern = (pattern: string): boolean => ask(pattern, '') !== undefined

// By way of CEL, whose `matches` is the one engine for patterns here.
const environment = celEnv({ variables: { pattern: CelScalar.STRING, text: CelScalar.STRING } })
const matches = plan(environment, parse('text.matches(pattern)').expr)

/** Undefined for a pattern that does not compile. */
function ask(pattern: string, text: string): boolean | undefined {
  try {
    const answer: unknown = matches({ pattern, text })
    return isCelError(answer) ? undefined : answer === true
  } catch {
    return undefined
  }
}
