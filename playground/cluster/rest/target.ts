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
    return { ...plain, ...readResource(method, '', rest, query), isResource: true }
  if (root === 'apis' && rest.length >= 3)
    return {
      ...plain,
      ...readResource(method, rest[0] ?? '', rest.slice(1), query),
      isResource: true,
    }
  return plain
}

function readResource(
  method: string,
  group: string,
  [version = '', ...rest]: readonly string[],
  query: URLSearchParams,
) {
  const scoped = rest[0] === 'namespaces' && rest.length > 2 && !isNamespaceItself(rest)
  const named = rest[0] === 'namespaces' && rest.length > 1
  const [resource = '', name = '', subresource = ''] = scoped ? rest.slice(2) : rest
  const namespace = named ? (rest[1] ?? '') : ''
  const selected = /^metadata\.name=([^,]+)$/.exec(query.get('fieldSelector') ?? '')?.[1] ?? ''
  const verb = verbOf(method, name, query)
  const byName = name === '' && (verb === 'list' || verb === 'watch') ? selected : name
  return { group, version, namespace, resource, subresource, name: byName, verb }
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
