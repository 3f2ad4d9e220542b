import type { Resources } from '../kinds/resources.ts'
import type { Binding, PolicyRule } from '../kinds/roles.ts'
import type { User } from './user.ts'

/** What somebody wants to do; `path` instead of a resource for `/version` and the like. */
export type Attributes = {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource: string
  readonly namespace: string
  readonly name: string
  readonly path?: string
}

export type Decision = { readonly allowed: boolean; readonly reason: string }

export type Authorizer = {
  decide(user: User, attributes: Attributes): Decision
  /** Every rule that a user has in a namespace, cluster-wide ones included. */
  rules(user: User, namespace: string): readonly PolicyRule[]
}

/** Kubernetes' RBAC over the stored roles and bindings; nothing but a rule allows. */
export function createAuthorizer(resources: Resources): Authorizer {
  const { clusterRoles, roles, clusterRoleBindings, roleBindings } = resources
  const rulesOf = (binding: Binding): readonly PolicyRule[] => {
    const { kind, name } = binding.roleRef
    const namespace = binding.metadata.namespace ?? ''
    const role =
      kind === 'ClusterRole'
        ? clusterRoles.get({ namespace: '', name })
        : roles.get({ namespace, name })
    return role?.rules ?? []
  }
  const bindingsFor = (user: User, namespace: string) => {
    const local = namespace === '' ? [] : roleBindings.list(namespace)
    return [...clusterRoleBindings.list(), ...local].filter((one) => binds(one, user))
  }
  return {
    rules: (user, namespace) => bindingsFor(user, namespace).flatMap(rulesOf),
    decide(user, attributes) {
      if (user.groups.includes('system:masters')) return { allowed: true, reason: '' }
      const binding = bindingsFor(user, attributes.namespace).find((one) =>
        rulesOf(one).some((rule) => ruleAllows(rule, attributes)),
      )
      if (!binding) return { allowed: false, reason: '' }
      return { allowed: true, reason: allowedBy(binding, user) }
    },
  }
}

function binds(binding: Binding, user: User): boolean {
  return binding.subjects.some((subject) => {
    if (subject.kind === 'User') return subject.name === user.name
    if (subject.kind === 'Group') return user.groups.includes(subject.name)
    const namespace = subject.namespace ?? binding.metadata.namespace ?? ''
    return user.name === `system:serviceaccount:${namespace}:${subject.name}`
  })
}

function ruleAllows(rule: PolicyRule, wanted: Attributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false
  if (wanted.path !== undefined) return pathAllowed(rule.nonResourceURLs ?? [], wanted.path)
  if (!has(rule.apiGroups ?? [], wanted.group)) return false
  if (!resourceAllowed(rule.resources ?? [], wanted)) return false
  const names = rule.resourceNames ?? []
  return names.length === 0 || names.includes(wanted.name)
}

const has = (list: readonly string[], word: string) => list.includes('*') || list.includes(word)

function resourceAllowed(list: readonly string[], { resource, subresource }: Attributes): boolean {
  const full = subresource === '' ? resource : `${resource}/${subresource}`
  if (has(list, full)) return true
  return subresource !== '' && list.includes(`*/${subresource}`)
}

const pathAllowed = (urls: readonly string[], path: string) =>
  urls.some((url) => (url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : url === path))

function allowedBy(binding: Binding, user: User): string {
  const { namespace, name } = binding.metadata
  const which = namespace ? `RoleBinding "${name}/${namespace}"` : `ClusterRoleBinding "${name}"`
  const subject = binding.subjects.find(
    (one) => one.name === user.name || user.groups.includes(one.name),
  )
  const whom = `${subject?.kind ?? 'User'} "${subject?.name ?? user.name}"`
  return `RBAC: allowed by ${which} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${whom}`
}

/** The sentence after "is forbidden: ", word for word as the API server says it. */
export function refusalText(user: User, wanted: Attributes): string {
  if (wanted.path !== undefined)
    return `User "${user.name}" cannot ${wanted.verb} path "${wanted.path}"`
  const full = wanted.subresource ? `${wanted.resource}/${wanted.subresource}` : wanted.resource
  const scope = wanted.namespace ? `in the namespace "${wanted.namespace}"` : 'at the cluster scope'
  return `User "${user.name}" cannot ${wanted.verb} resource "${full}" in API group "${wanted.group}" ${scope}`
}
