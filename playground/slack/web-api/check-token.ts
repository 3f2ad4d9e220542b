import type { Credentials } from '../random-id.ts'
import { ApiError } from './api-error.ts'
import type { Method } from './define-method.ts'

export type Access = {
  readonly credentials: Pick<Credentials, 'botToken' | 'appToken'>
  readonly botScopes: ReadonlySet<string>
}

type Presented = {
  readonly header: string | undefined
  /** A `token` argument; only forms may carry one. */
  readonly field: unknown
}

/** Lets the call through, or throws what Slack says of its token. */
export function checkToken(method: Method, presented: Presented, access: Access): void {
  const token = presentedToken(presented)
  const kind = kindOf(token, access.credentials)
  if (kind !== method.token) throw new ApiError('not_allowed_token_type')
  if (kind === 'app') return
  const missing = method.scopes.find((scope) => !access.botScopes.has(scope))
  if (missing)
    throw new ApiError('missing_scope', {
      needed: missing,
      provided: [...access.botScopes].join(','),
    })
}

function presentedToken({ header, field }: Presented): string {
  const bearer = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
  const token = bearer ?? field
  if (typeof token !== 'string' || token === '') throw new ApiError('not_authed')
  return token
}

function kindOf(token: string, { botToken, appToken }: Access['credentials']): 'bot' | 'app' {
  if (token === botToken) return 'bot'
  if (token === appToken) return 'app'
  throw new ApiError('invalid_auth')
}
