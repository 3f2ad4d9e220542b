import { UnavailableError } from '../../src/core/errors.ts'
import { type Text, text } from '../../src/core/text.ts'

/** Whatever goes wrong in Slack's directory is an UnavailableError: nobody is let in on a guess. */
export async function askDirectory<T>(look: () => Promise<T>, said: Text): Promise<T> {
  try {
    return await look()
  } catch (cause) {
    const after = cause instanceof UnavailableError ? cause.retryAfter : undefined
    throw new UnavailableError(
      'directory-unavailable',
      said,
      after === undefined
        ? { cause, hint: text`Try again in a minute.` }
        : { cause, retryAfter: after },
    )
  }
}
