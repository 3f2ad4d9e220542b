import type { IncomingMessage } from 'node:http'
import { refusalText, type Authorizer } from '../rbac/authorizer.ts'
import type { User } from '../rbac/user.ts'
import { refuse } from './refusals.ts'

export type Identity = { readonly real: User; readonly acting: User }

const ANONYMOUS: User = {
  name: 'system:anonymous',
  uid: '',
  groups: ['system:unauthenticated'],
  extra: {},
}

/** Who sent it, by bearer token; no token is anonymous, an unknown one is refused (401). */
export function authenticate(request: IncomingMessage, tokens: ReadonlyMap<string, User>): User {
  const header = request.headers.authorization
  if (header === undefined) return ANONYMOUS
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? ''
  const user = tokens.get(token)
  if (!user) throw refuse.unauthorized()
  return user
}

/** Whom they act as: every impersonated user, group, uid and extra needs its own `impersonate` right. */
export function impersonate(request: IncomingMessage, real: User, authorizer: Authorizer): User {
  const wanted = readImpersonation(request)
  if (!wanted) return real
  for (const { group, resource, subresource = '', name } of rightsFor(wanted)) {
    const [namespace, account] = serviceAccount(resource, name)
    const attributes = {
      verb: 'impersonate',
      group,
      resource,
      subresource,
      namespace,
      name: account,
    }
    if (authorizer.decide(real, attributes).allowed) continue
    throw refuse.forbidden({ group, resource }, account, refusalText(real, attributes))
  }
  // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
  const authenticated = wanted.name === 'system:anonymous' ? [] : ['system:authenticated']
  return { ...wanted, groups: [...new Set([...wanted.groups, ...authenticated])] }
}

function serviceAccount(resource: string, name: string): readonly [string, string] {
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name)
  return resource === 'serviceaccounts' && account
    ? [account[1] ?? '', account[2] ?? '']
    : ['', name]
}

/** Repeated headers stay apart, as they came over the wire; a client that joined them sent one odd group. */
function readImpersonation(request: IncomingMessage): User | undefined {
  const headers = request.headersDistinct
  const name = headers['impersonate-user']?.[0] ?? ''
  const groups = headers['impersonate-group'] ?? []
  const uid = headers['impersonate-uid']?.[0] ?? ''
  const extra = Object.entries(headers).flatMap(([header, values]) =>
    header.startsWith('impersonate-extra-')
      ? [[decodeURIComponent(header.slice('impersonate-extra-'.length)), values ?? []] as const]
      : [],
  )
  if (name === '' && groups.length === 0 && uid === '' && extra.length === 0) return undefined
  if (name === '')
    throw refuse.badRequest(
      `requested ${JSON.stringify(groups)} groups without impersonating a user`,
    )
  return { name, uid, groups, extra: Object.fromEntries(extra) }
}

type Right = { group: string; resource: string; subresource?: string; name: string }

function rightsFor({ name, groups, uid, extra }: User): Right[] {
  const account = name.startsWith('system:serviceaccount:')
  const virtual = 'authentication.k8s.io'
  return [
    { group: '', resource: account ? 'serviceaccounts' : 'users', name },
    ...groups.map((one) => ({ group: '', resource: 'groups', name: one })),
    ...(uid ? [{ group: virtual, resource: 'uids', name: uid }] : []),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => ({
        group: virtual,
        resource: 'userextras',
        subresource: key,
        name: value,
      })),
    ),
  ]
}
