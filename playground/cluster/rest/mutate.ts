import { fieldsOf, textAt } from '../json/value.ts'
import { apiVersionOf } from '../kinds/define-kind.ts'
import { patcherFor } from '../patch/apply-patch.ts'
import type { KubeObject, Ref } from '../storage/kube-object.ts'
import type { Write } from '../storage/resource.ts'
import type { Call, Reply } from './call.ts'
import { json } from './call.ts'
import { refuse } from './refusals.ts'
import { scaleOf, withScale } from './scale.ts'
import type { Served } from './served.ts'
import { objectText } from './wire.ts'

export const targetRef = ({ target }: Call, { definition }: Served): Ref => ({
  namespace: definition.namespaced ? target.namespace : '',
  name: target.name,
})

const answer = (served: Served, object: KubeObject, code = 200): Reply => ({
  reply: 'json',
  code,
  text: objectText(served, object),
})

export function serveCreate(call: Call, served: Served): Reply {
  const body = checkedBody(call, served)
  const metadata = fieldsOf(body['metadata'])
  const { namespace } = call.target
  const given = textAt(metadata, 'namespace')
  if (served.definition.namespaced && given && given !== namespace)
    throw refuse.badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    )
  const placed = served.definition.namespaced ? { ...metadata, namespace } : metadata
  const draft = { ...fieldsOf(served.fromWire({ ...body, metadata: placed })) }
  if (served.definition.subresources.includes('status')) delete draft['status']
  return answer(served, served.resource.create(draft, writeOf(call)), 201)
}

export function serveUpdate(call: Call, served: Served): Reply {
  const body = checkedBody(call, served)
  return serveChange(call, served, () => body)
}

export function servePatch(call: Call, served: Served): Reply {
  const patch = patcherFor(call.contentType, served.custom)
  return serveChange(call, served, (current) => patch(current, call.body))
}

type Edit = (current: unknown) => unknown

/** Changes the object itself, its status, or through its Scale its replicas. */
function serveChange(call: Call, served: Served, edit: Edit): Reply {
  const { subresource } = call.target
  const ref = targetRef(call, served)
  const { resource } = served
  if (subresource === 'scale') {
    const toScale = (current: KubeObject) => withScale(current, edit(scaleOf(current)))
    return json(scaleOf(resource.update(ref, toScale, writeOf(call))))
  }
  const change = (current: KubeObject) => served.fromWire(edit(served.toWire(current)))
  const part = subresource === 'status' ? 'status' : 'whole'
  return answer(served, resource.update(ref, change, { ...writeOf(call), part }))
}

export function writeOf({ query, manager }: Call): Write {
  const dryRun = query.getAll('dryRun')
  const odd = dryRun.find((word) => word !== 'All')
  if (odd !== undefined)
    throw refuse.invalid({ group: 'meta.k8s.io', resource: '', kind: 'UpdateOptions' }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: "${odd}": supported values: "All"`,
        field: 'dryRun',
      },
    ])
  return { dryRun: dryRun.length > 0, manager }
}

function checkedBody({ body }: Call, { definition }: Served) {
  const fields = fieldsOf(body)
  const expected = apiVersionOf(definition)
  const { apiVersion = expected, kind = definition.kind } = fields
  if (apiVersion !== expected)
    throw refuse.badRequest(
      `the API version in the data (${String(apiVersion)}) does not match the expected API version (${expected})`,
    )
  if (kind !== definition.kind)
    throw refuse.badRequest(
      `${definition.kind} in version "${definition.version}" cannot be handled as a ${definition.kind}: converting (${String(kind)}) to (${definition.kind}): unknown conversion`,
    )
  return fields
}
