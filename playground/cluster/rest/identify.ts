import type { IncomingMessage } from 'node:http'
import { type Attributes, refusalText, type Authorizer } from '../rbac/authorizer.ts'
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

type Acting = {
  readonly real: User
  readonly authorizer: Authorizer
  /** What is done as somebody else, where the server limits that; undefined: it cannot. */
  readonly deed: (() => Attributes) | undefined
}

/** Whom they act as: every impersonated user, group, uid and extra needs its own `impersonate` right. */
export function impersonate(request: IncomingMessage, acting: Acting): User {
  const { real, authorizer } = acting
  const wanted = readImpersonation(request)
  if (!wanted) return real
  const rights = rightsFor(wanted)
  const missing = mayDoAs(rights, acting)
    ? undefined
    : rights.find((right) => !authorizer.decide(real, right).allowed)
  if (missing) throw refuse.forbidden(missing, missing.name, refusalText(real, missing))
  // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
  const authenticated = wanted.name === 'system:anonymous' ? [] : ['system:authenticated']
  return { ...wanted, groups: [...new Set([...wanted.groups, ...authenticated])] }
}

/**
 * Constrained impersonation of a plain user: each identity by `impersonate:user-info`, and the deed itself by
 * `impersonate-on:user-info:VERB`. Where either is missing the server looks for `impersonate` instead.
 * https://www.kubernetes.dev/resources/keps/5284/
 */
function mayDoAs(rights: readonly Attributes[], { real, authorizer, deed }: Acting): boolean {
  const isPlain = rights.every(
    ({ resource, name }) => resource !== 'serviceaccounts' && !name.startsWith('system:node:'),
  )
  if (!deed || !isPlain) return false
  const identities = rights.map((right) => ({
    ...right,
    group: 'authentication.k8s.io',
    verb: 'impersonate:user-info',
  }))
  const done = deed()
  const all = [...identities, { ...done, verb: `impersonate-on:user-info:${done.verb}` }]
  return all.every((attributes) => authorizer.decide(real, attributes).allowed)
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

function rightsFor({ name, groups, uid, extra }: User): Attributes[] {
  const account = name.startsWith('system:serviceaccount:')
  const virtual = 'authentication.k8s.io'
  return [
    right('', account ? 'serviceaccounts' : 'users', name),
    ...groups.map((one) => right('', 'groups', one)),
    ...(uid ? [right(virtual, 'uids', uid)] : []),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => ({ ...right(virtual, 'userextras', value), subresource: key })),
    ),
  ]
}

function right(group: string, resource: string, whom: string): Attributes {
  const [namespace, name] = serviceAccount(resource, whom)
  return { verb: 'impersonate', group, resource, subresource: '', namespace, name }
}
