/** What a request is about, as the API server's RequestInfo has it. */
export type Target = {
  readonly verb: string
  readonly path: string
  /** False for `/version`, `/healthz`, discovery. */
  readonly isResource: boolean
  readonly group: string
  readonly version: string
  readonly namespace: string
  readonly resource: string
  readonly subresource: string
  readonly name: string
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize'])

/** Reads method and path; `parts` are decoded one by one, so an encoded slash stays inside its name. */
export function readTarget(method: string, path: string, query: URLSearchParams): Target {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode)
  const nothing = { group: '', version: '', namespace: '', resource: '', subresource: '', name: '' }
  const plain = { ...nothing, verb: method.toLowerCase(), path, isResource: false }
  const [root, ...rest] = parts
  if (root === 'api' && rest.length >= 2)
    return { ...plain, ...withVerb(method, readResource('', rest), query) }
  if (root === 'apis' && rest.length >= 3)
    return { ...plain, ...withVerb(method, readResource(rest[0] ?? '', rest.slice(1)), query) }
  return plain
}

type Place = Omit<Target, 'verb' | 'path' | 'isResource'>

function readResource(group: string, [version = '', ...rest]: readonly string[]): Place {
  const inside = rest[0] === 'namespaces' && rest.length > 2 && !isNamespaceItself(rest)
  const namespace = rest[0] === 'namespaces' ? (rest[1] ?? '') : ''
  const [resource = '', name = '', subresource = ''] = inside ? rest.slice(2) : rest
  return { group, version, namespace, resource, subresource, name }
}

/** A list of one name is judged as a look at that name. */
function withVerb(method: string, place: Place, query: URLSearchParams) {
  const verb = verbOf(method, place.name, query)
  const selected = /^metadata\.name=([^,]+)$/.exec(query.get('fieldSelector') ?? '')?.[1]
  const listing = verb === 'list' || verb === 'watch'
  return { ...place, verb, name: listing ? (selected ?? place.name) : place.name, isResource: true }
}

const isNamespaceItself = (rest: readonly string[]) =>
  rest.length === 3 && NAMESPACE_SUBRESOURCES.has(rest[2] ?? '')

function verbOf(method: string, name: string, query: URLSearchParams): string {
  switch (method) {
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete'
    default:
      if (name !== '') return 'get'
      return isTrue(query.get('watch')) ? 'watch' : 'list'
  }
}

export const isTrue = (value: string | null): boolean => value === 'true' || value === '1'

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
