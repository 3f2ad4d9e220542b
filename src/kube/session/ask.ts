import type { ListQuery } from '../../core/cluster.ts'
import type { Kind } from '../../core/resource.ts'
import { objectPath, type Place } from '../transport/paths.ts'
import { checkFieldSelector, checkLabelSelector } from '../transport/selectors.ts'
import type { Call, Caller, Reply, Subject, Transport } from '../transport/call.ts'

/** The transport with one person's headers already in it. */
export type Ask = {
  json(call: Call): Promise<Reply>
  bytes(call: Call, limitBytes: number): ReturnType<Transport['bytes']>
  readonly caller: Caller
}

export type ObjectPlace = Place & { readonly kind: Kind }

/** What a call is about, in error texts. */
export function subject(
  verb: string,
  { kind, namespace, name, subresource }: ObjectPlace,
): Subject {
  return {
    verb,
    resource: kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
}

/** A GET of one object or of a collection. */
export function getCall(place: ObjectPlace): Call {
  const verb = place.name === undefined ? 'list' : 'get'
  return {
    method: 'GET',
    path: objectPath(place),
    about: subject(verb, place),
    noun: place.kind.singular,
  }
}

/** The checked selectors of a list, as query values. */
export function selectors(query: ListQuery): Record<string, string | undefined> {
  const { labelSelector, fieldSelector } = query
  return {
    labelSelector: labelSelector ? checkLabelSelector(labelSelector) : undefined,
    fieldSelector: fieldSelector ? checkFieldSelector(fieldSelector) : undefined,
  }
}
