import type { CallContext, ClusterInfo, ClusterReader, ClusterSession } from '../../core/cluster.ts'
import type { Discovery } from '../discovery/discovery.ts'
import type { Caller, Transport } from '../transport/call.ts'
import { impersonate } from '../transport/impersonate.ts'
import type { Ask } from './ask.ts'
import { readLogs } from './logs.ts'
import { getObject, listObjects } from './objects.ts'
import { askWhoAmI, reviewAccess } from './reviews.ts'
import { printTable } from './table.ts'
import { createWriter } from './writer.ts'

type Parts = {
  readonly info: ClusterInfo
  readonly transport: Transport
  readonly discovery: Discovery
  readonly version: (signal: AbortSignal) => Promise<string>
}

/** One person on one cluster: the only maker of calls in somebody's name. */
export function createSession(parts: Parts, context: CallContext): ClusterSession {
  const { actor, requestId, signal } = context
  const headers = impersonate(actor, requestId)
  const caller: Caller = { user: actor.user, request: requestId, headers, signal }
  const ask: Ask = {
    caller,
    json: (call) => parts.transport.json(call, caller),
    bytes: (call, limitBytes) => parts.transport.bytes(call, caller, limitBytes),
  }
  const kinds = () => parts.discovery.kinds(caller)
  const reader: ClusterReader = {
    info: parts.info,
    kind: (word) => parts.discovery.resolve(word, caller),
    kinds,
    get: (ref, shape) => getObject(ask, ref, shape),
    list: (query, shape) => listObjects(ask, query, shape),
    table: (query) => printTable(ask, query),
    logs: (query) => readLogs(ask, query),
    review: (access) => reviewAccess(ask, access),
    whoAmI: async () => askWhoAmI(ask, actor, await kinds()),
    version: () => parts.version(signal),
  }
  return { reader, writer: createWriter(ask) }
}
