import { z } from 'zod'
import type { Call } from '../crash/relay.ts'

/** One question to the API server, in the words of its access control. */
export type Asked = {
  readonly verb: string
  readonly group: string
  /** With its subresource: `pods/log`. */
  readonly resource: string
  readonly name?: string
}

/** What a call is about; undefined for one that is about no resource, such as /version. */
export function askedBy({ method, path }: Pick<Call, 'method' | 'path'>): Asked | undefined {
  const url = new URL(path, 'https://any')
  const parsed = RESOURCE.exec(url.pathname)?.groups
  if (!parsed?.['resource']) return undefined
  const { group = '', resource, name, subresource } = parsed
  const many = url.searchParams.get('watch') === null ? 'list' : 'watch'
  const verbs: Readonly<Record<string, string>> = {
    GET: name === undefined ? many : 'get',
    POST: 'create',
    PATCH: 'patch',
  }
  return {
    verb: verbs[method] ?? method,
    group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    ...(name !== undefined && { name }),
  }
}

const RESOURCE =
  /^\/(?:api|apis\/(?<group>[^/]+))\/[^/]+(?:\/namespaces\/[^/]+(?=\/.))?\/(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>[^/]+))?)?$/

/** Whom a call is made as, in questions that the API server asks its access control first. */
export function impersonating({ headers }: Pick<Call, 'headers'>): readonly Asked[] {
  const user = headers['impersonate-user']
  if (user === undefined) return []
  const named = (resource: string, name: string) => ({ ...IMPERSONATE, group: '', resource, name })
  const groups = headers['impersonate-group']?.split(', ') ?? []
  const extras = Object.keys(headers).flatMap(
    (header) => /^impersonate-extra-(.*)$/.exec(header)?.[1] ?? [],
  )
  return [
    named('users', user),
    ...groups.map((group) => named('groups', group)),
    ...extras.map((key) => ({
      ...IMPERSONATE,
      group: 'authentication.k8s.io',
      resource: `userextras/${key}`,
    })),
  ]
}

const IMPERSONATE = { verb: 'impersonate' }

export const Granted = z.object({
  rules: z.array(
    z.strictObject({
      apiGroups: z.array(z.string()).default([]),
      resources: z.array(z.string()).default([]),
      resourceNames: z.array(z.string()).optional(),
      nonResourceURLs: z.array(z.string()).optional(),
      verbs: z.array(z.string()),
    }),
  ),
})

/** Every single right on a resource in a Role: `list apps deployments`, `impersonate  users bob`. */
export const rightsIn = ({ rules }: z.infer<typeof Granted>): readonly string[] =>
  rules.flatMap(({ apiGroups, resources, resourceNames = [undefined], verbs }) =>
    verbs.flatMap((verb) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          resourceNames.map((name) => rightOf({ verb, group, resource, ...(name && { name }) })),
        ),
      ),
    ),
  )

/** The right that allows it; only whom one acts as is granted by name. */
export const rightOf = ({ verb, group, resource, name }: Asked): string =>
  [verb, group, resource, ...(verb === 'impersonate' && name ? [name] : [])].join(' ')
