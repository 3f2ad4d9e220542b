type ErrorFacts = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack?: string
  readonly cause?: ErrorFacts
  readonly errors?: readonly ErrorFacts[]
}

const DEEPEST = 4
const LONGEST = 2000

/**
 * What a log line may say of an error: what it is and where it came from. Never the fields that libraries hang
 * on it (response bodies, request headers, configuration): those carry tokens and message text.
 */
export function errorFacts(error: unknown): unknown {
  return error instanceof Error ? factsOf(error, 1) : error
}

function factsOf(error: Error, depth: number): ErrorFacts {
  const inner = (value: unknown) =>
    value instanceof Error && depth < DEEPEST ? factsOf(value, depth + 1) : undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const cause = inner(error.cause)
  const errors = error instanceof AggregateError ? error.errors.slice(0, 5).map(inner) : []
  const known = errors.filter((it) => it !== undefined)
  return {
    type: error.name,
    message: cut(error.message),
    ...(code !== undefined && { code }),
    ...(error.stack !== undefined && { stack: cut(depth === 1 ? error.stack : top(error.stack)) }),
    ...(cause && { cause }),
    ...(known.length > 0 && { errors: known }),
  }
}

/** Of a cause only where it came from: the rest of its way is in the stack above. */
const top = (stack: string) => stack.split('\n').slice(0, 4).join('\n')

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
