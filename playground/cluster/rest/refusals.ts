import { StatusError, type Cause } from './status-error.ts'

type Named = { readonly group: string; readonly resource: string; readonly kind: string }

const qualified = (name: string, group: string) => (group === '' ? name : `${name}.${group}`)
const details = (of: Named, name: string) => ({
  name,
  ...(of.group && { group: of.group }),
  kind: of.resource,
})

/** The refusals that the API server words itself, word by word (apimachinery's api/errors). */
export const refuse = {
  badRequest: (message: string) => new StatusError([400, 'BadRequest'], message),
  unauthorized: () => new StatusError([401, 'Unauthorized'], 'Unauthorized'),
  forbidden: (of: Pick<Named, 'group' | 'resource'>, name: string, why: string) =>
    new StatusError(
      [403, 'Forbidden'],
      of.resource === ''
        ? `forbidden: ${why}`
        : `${qualified(of.resource, of.group)}${name && ` "${name}"`} is forbidden: ${why}`,
      {
        ...(name && { name }),
        ...(of.group && { group: of.group }),
        kind: of.resource,
      },
    ),
  notFound: (of: Named, name: string) =>
    new StatusError(
      [404, 'NotFound'],
      `${qualified(of.resource, of.group)} "${name}" not found`,
      details(of, name),
    ),
  noSuchPath: () =>
    new StatusError([404, 'NotFound'], 'the server could not find the requested resource', {}),
  methodNotAllowed: () =>
    new StatusError(
      [405, 'MethodNotAllowed'],
      'the server does not allow this method on the requested resource',
      {},
    ),
  exists: (of: Named, name: string) =>
    new StatusError(
      [409, 'AlreadyExists'],
      `${qualified(of.resource, of.group)} "${name}" already exists`,
      details(of, name),
    ),
  conflict: (of: Named, name: string, why: string) =>
    new StatusError(
      [409, 'Conflict'],
      `Operation cannot be fulfilled on ${qualified(of.resource, of.group)} "${name}": ${why}`,
      details(of, name),
    ),
  stale: (of: Named, name: string) =>
    refuse.conflict(
      of,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    ),
  unsupportedMediaType: (accepted: string) =>
    new StatusError(
      [415, 'UnsupportedMediaType'],
      `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    ),
  invalid: (of: Named, name: string, causes: readonly Cause[]) =>
    new StatusError(
      [422, 'Invalid'],
      `${qualified(of.kind, of.group)} "${name}" is invalid: ${causeText(causes)}`,
      { ...details(of, name), kind: of.kind, causes },
    ),
  /** What a JSON patch that does not apply answers; its own reason is lost on the way, as in the real server. */
  unprocessable: () =>
    new StatusError(
      [422, 'Invalid'],
      'the server rejected our request due to an error in our request',
      {},
    ),
  expired: (message: string) => new StatusError([410, 'Expired'], message),
  tooManyRequests: (message: string, causes: readonly Cause[] = []) =>
    new StatusError([429, 'TooManyRequests'], message, { causes, retryAfterSeconds: 10 }),
}

function causeText(causes: readonly Cause[]): string {
  const texts = causes.map((cause) => `${cause.field}: ${cause.message}`)
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
}
