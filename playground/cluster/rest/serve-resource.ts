import type { Pace } from '../pace.ts'
import { printTable, tableRequest } from '../printing/table.ts'
import type { Ledger } from '../storage/ledger.ts'
import { json, type Call, type Reply } from './call.ts'
import { serveDelete, serveDeleteCollection } from './delete.ts'
import { serveList } from './list.ts'
import { serveCreate, servePatch, serveUpdate, targetRef } from './mutate.ts'
import { refuse } from './refusals.ts'
import { scaleOf } from './scale.ts'
import type { Served } from './served.ts'
import { serveWatch } from './watch.ts'
import { objectText } from './wire.ts'

export type Ground = {
  readonly ledger: Ledger
  readonly pace: Pace
  readonly bookmarkMs: number
  readonly version: string
}

/** Answers a request for stored objects: the verbs that every kind has. */
export function serveResource(call: Call, served: Served, ground: Ground): Reply {
  const { verb, subresource, namespace } = call.target
  if (subresource && !isServedPart(served, subresource)) throw refuse.noSuchPath()
  if (verb === 'create' && served.definition.namespaced && namespace === '')
    throw refuse.methodNotAllowed()
  switch (verb) {
    case 'get':
      return serveGet(call, served, ground.pace)
    case 'list':
      return serveList(call, served, ground)
    case 'watch':
      return serveWatch(call, served, ground)
    case 'create':
      return subresource ? refuseMethod() : serveCreate(call, served)
    case 'update':
      return serveUpdate(call, served)
    case 'patch':
      return servePatch(call, served)
    case 'delete':
      return subresource ? refuseMethod() : serveDelete(call, served)
    case 'deletecollection':
      return serveDeleteCollection(call, served)
    default:
      return refuseMethod()
  }
}

function refuseMethod(): never {
  throw refuse.methodNotAllowed()
}

const isServedPart = ({ definition }: Served, subresource: string) =>
  subresource === 'status' || subresource === 'scale'
    ? definition.subresources.includes(subresource)
    : false

function serveGet(call: Call, served: Served, pace: Pace): Reply {
  const ref = targetRef(call, served)
  const object = served.resource.get(ref)
  if (!object) throw refuse.notFound(served.definition, ref.name)
  if (call.target.subresource === 'scale') return json(scaleOf(object))
  const table = tableRequest(call.accept, call.query)
  if (!table) return { reply: 'json', code: 200, text: objectText(served, object) }
  const { definition } = served.resource
  const metadata = { resourceVersion: object.metadata.resourceVersion }
  return json(printTable(table, { definition, objects: [object], metadata, now: pace.now() }))
}
