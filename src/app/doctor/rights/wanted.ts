import type { AccessQuestion } from '../../../kube/examination/examination.ts'
import type { Rule } from '../../rights/rule.ts'
import type { Rights } from '../../rights.ts'

/** One right that a rule gives: a verb on a resource, on one name, in one place. */
export type Wanted = {
  readonly right: AccessQuestion
  readonly part: 'impersonation' | 'watching' | 'details'
}

type Both = { readonly needed: Rights; readonly withDetails: Rights }

/** Every single right that the bot needs, and those that only threads of incidents need. */
export function wantedOf({ needed, withDetails }: Both): readonly Wanted[] {
  const { impersonation, watching, namespaces } = needed
  const places = namespaces ?? [undefined]
  const details = withDetails.watching.slice(watching.length)
  const within = (rules: readonly Rule[], part: Wanted['part']) =>
    places.flatMap((namespace) =>
      rules
        .flatMap(rightsIn)
        .map((one) => ({ right: { ...one, ...(namespace && { namespace }) }, part })),
    )
  return [
    ...impersonation.flatMap(rightsIn).map((right) => ({ right, part: 'impersonation' as const })),
    ...within(watching, 'watching'),
    ...within(details, 'details'),
  ]
}

type Spelled = Pick<Rule, 'apiGroups' | 'resources' | 'verbs' | 'resourceNames'>

/** Every single right on a resource that a rule gives. */
export function rightsIn(rule: Spelled): readonly AccessQuestion[] {
  const { apiGroups = [], resources = [], verbs, resourceNames = [] } = rule
  const names = resourceNames.length > 0 ? resourceNames : [undefined]
  return apiGroups.flatMap((group) =>
    resources.flatMap((path) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({ verb, group, ...split(path), ...(name !== undefined && { name }) })),
      ),
    ),
  )
}

/** `pods/log` as an access review spells it. */
function split(path: string): { readonly resource: string; readonly subresource?: string } {
  const [resource = '', subresource] = path.split('/')
  return { resource, ...(subresource !== undefined && { subresource }) }
}

/** `list pods, services in namespace shop`: rights of one verb in one place together. */
export function sayRights(rights: readonly AccessQuestion[]): readonly string[] {
  const byPlace = Map.groupBy(rights, ({ verb, namespace = '' }) => `${verb} ${namespace}`)
  return [...byPlace.values()].map((all) => {
    const [{ verb, namespace } = { verb: '', namespace: undefined }] = all
    const where = namespace === undefined ? '' : ` in namespace ${namespace}`
    return `${verb} ${[...new Set(all.map(sayResource))].join(', ')}${where}`
  })
}

function sayResource({ resource, subresource, group, name }: AccessQuestion): string {
  const path = subresource === undefined ? resource : `${resource}/${subresource}`
  return `${path}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` ${name}`}`
}
