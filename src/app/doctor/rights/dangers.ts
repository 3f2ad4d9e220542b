import type { AccessQuestion } from '../../../kube/examination/examination.ts'

/** Rights that the bot never needs, by what they come to. */
export type Danger =
  | 'right-to-everything'
  | 'right-to-be-anybody'
  | 'right-to-be-any-user'
  | 'right-to-secrets'
  | 'right-to-enter-pods'
  | 'right-to-grant'
  | 'right-to-write'

const RBAC = 'rbac.authorization.k8s.io'

/** What to ask a cluster for, whatever decides there; asked about the whole cluster. */
export const DANGERS: readonly (readonly [Danger, AccessQuestion])[] = [
  ['right-to-everything', { verb: '*', group: '*', resource: '*' }],
  ['right-to-be-any-user', { verb: 'impersonate', group: '', resource: 'users' }],
  ['right-to-be-anybody', { verb: 'impersonate', group: '', resource: 'groups' }],
  ['right-to-be-anybody', { verb: 'impersonate', group: '', resource: 'serviceaccounts' }],
  ['right-to-be-anybody', masters()],
  ['right-to-secrets', { verb: 'get', group: '', resource: 'secrets' }],
  ['right-to-secrets', { verb: 'list', group: '', resource: 'secrets' }],
  ['right-to-enter-pods', { verb: 'create', group: '', resource: 'pods', subresource: 'exec' }],
  ['right-to-enter-pods', { verb: 'get', group: '', resource: 'nodes', subresource: 'proxy' }],
  ['right-to-grant', { verb: 'escalate', group: RBAC, resource: 'clusterroles' }],
  ['right-to-grant', { verb: 'create', group: RBAC, resource: 'clusterrolebindings' }],
  [
    'right-to-grant',
    { verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token' },
  ],
  ['right-to-write', { verb: 'create', group: '', resource: 'pods' }],
  ['right-to-write', { verb: 'create', group: 'apps', resource: 'deployments' }],
  ['right-to-write', { verb: 'patch', group: 'apps', resource: 'deployments' }],
  ['right-to-write', { verb: 'delete', group: '', resource: 'pods' }],
]

/** Who acts with this group passes every access control. */
function masters(): AccessQuestion {
  return { verb: 'impersonate', group: '', resource: 'groups', name: 'system:masters' }
}

/** Whom one may act as, where another verb says how far. */
export const CONSTRAINED = 'impersonate:user-info'

/** What a right comes to; undefined when it only looks. The first that fits. */
export function dangerOf(right: AccessQuestion): Danger | undefined {
  if (right.verb === 'impersonate' || right.verb === CONSTRAINED) return impersonating(right)
  const { verb, resource, subresource } = right
  const path = `${verb} ${subresource === undefined ? resource : `${resource}/${subresource}`}`
  return SIGNS.find(([, sign]) => sign.test(path))?.[0]
}

/** By verb and resource, as `get secrets`. */
const SIGNS: readonly (readonly [Danger, RegExp])[] = [
  ['right-to-everything', /^\* \*/],
  ['right-to-be-anybody', /^\* (?:users|groups|serviceaccounts)$/],
  ['right-to-secrets', / secrets$|^(?:get|list|watch|\*) \*$/],
  [
    'right-to-enter-pods',
    / (?:pods\/(?:exec|attach|portforward|ephemeralcontainers)|nodes\/proxy)$/,
  ],
  ['right-to-grant', /^(?:escalate|bind) | (?:serviceaccounts\/token|signers)$|\/approval$/],
  ['right-to-write', /^(?!get |list |watch )/],
]

function impersonating({ resource, name }: AccessQuestion): Danger | undefined {
  if (name === 'system:masters') return 'right-to-be-anybody'
  if (name !== undefined || resource.startsWith('userextras')) return undefined
  return resource === 'users' ? 'right-to-be-any-user' : 'right-to-be-anybody'
}
