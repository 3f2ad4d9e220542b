import { apiVersionOf } from '../kinds/define-kind.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import type { Served } from './served.ts'

// A list of thousands is asked again and again; each stored object is written as JSON once.
const single = new WeakMap<KubeObject, string>()
const listed = new WeakMap<KubeObject, string>()

/** An object as JSON in the version it is served in. */
export function objectText(served: Served, object: KubeObject): string {
  if (!served.preferred || served.definition !== served.resource.definition)
    return JSON.stringify(served.toWire(object))
  return remembered(single, object, () => JSON.stringify(object))
}

/** An object inside a list: built-in kinds leave out kind and apiVersion there. */
export function itemText(served: Served, object: KubeObject): string {
  if (served.custom) return objectText(served, object)
  const bare = () => {
    const { kind: _, apiVersion: __, ...rest } = served.toWire(object)
    return JSON.stringify(rest)
  }
  if (served.definition !== served.resource.definition) return bare()
  return remembered(listed, object, bare)
}

export function listText(served: Served, items: readonly KubeObject[], metadata: object): string {
  const { definition } = served
  const head = JSON.stringify({
    kind: `${definition.kind}List`,
    apiVersion: apiVersionOf(definition),
    metadata,
  })
  return `${head.slice(0, -1)},"items":[${items.map((one) => itemText(served, one)).join(',')}]}`
}

function remembered(
  memory: WeakMap<KubeObject, string>,
  object: KubeObject,
  make: () => string,
): string {
  const known = memory.get(object)
  if (known !== undefined) return known
  const text = make()
  memory.set(object, text)
  return text
}
