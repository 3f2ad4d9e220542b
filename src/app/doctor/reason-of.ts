const DEEPEST = 5

/** What an error says, and the first word of the system below it (ECONNREFUSED, CERT_HAS_EXPIRED) that explains it. */
export function reasonOf(error: Error): string {
  const below = causesOf(error)
  const code = below.map(codeOf).find((one) => one !== undefined)
  const why = code ?? below.at(-1)?.message
  return why === undefined || error.message.includes(why)
    ? error.message
    : `${error.message} (${why})`
}

function causesOf(error: Error): readonly Error[] {
  const causes: Error[] = []
  for (let next = error.cause; next instanceof Error && causes.length < DEEPEST; next = next.cause)
    causes.push(next)
  return causes
}

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)
    ? error.code
    : undefined
