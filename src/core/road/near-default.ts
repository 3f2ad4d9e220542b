import { ForbiddenError } from '../errors.ts'
import { code, text } from '../text.ts'
import { nearest } from '../words/suggest.ts'

/**
 * Most people may not list namespaces, so for them Kubernetes cannot tell a mistyped one from one that is closed to
 * them. The channel's own namespace is known to all: when that is near, it is offered.
 */
export function withNearDefault(error: unknown, usual: string | undefined): unknown {
  if (!(error instanceof ForbiddenError) || error.hint || usual === undefined) return error
  const { namespace } = error.right
  if (namespace === undefined || namespace === usual) return error
  if (nearest(namespace, [usual]).length === 0) return error
  const hint = text`Did you mean namespace ${code(usual)}, the default of this channel?`
  return new ForbiddenError(error.right, error.text, { cause: error.cause, hint })
}
