import { UnavailableError } from '../core/errors.ts'
import { text } from '../core/text.ts'

/** Waits for work that is shared with others, and so goes on, until this person's request is cancelled. */
export async function unlessCancelled<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const cancel = () =>
    reject(new UnavailableError('cancelled', text`Cancelled before the cluster answered.`))
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
