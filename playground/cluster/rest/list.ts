import { z } from 'zod'
import { printTable, tableRequest } from '../printing/table.ts'
import type { Pace } from '../pace.ts'
import { listAsOf } from '../storage/as-of.ts'
import { keyOf, refOf, type KubeObject } from '../storage/kube-object.ts'
import type { Ledger } from '../storage/ledger.ts'
import { parseLabelSelector } from '../storage/selector.ts'
import { json, type Call, type Reply } from './call.ts'
import { parseFieldSelector } from './field-selector.ts'
import { refuse } from './refusals.ts'
import type { Served } from './served.ts'
import { StatusError } from './status-error.ts'
import { listText } from './wire.ts'

type Ground = { readonly ledger: Ledger; readonly pace: Pace }

/** Lists objects: selectors, pages, and the server's own table where that is asked for. */
export function serveList(call: Call, served: Served, { ledger, pace }: Ground): Reply {
  const { query } = call
  checkVersion(query, ledger)
  const token = readToken(query.get('continue') ?? '')
  const revision = token?.revision ?? ledger.revision()
  const fits = matcher(call, served)
  const found = listAsOf(served.resource, revision, ledger).filter(fits)
  const rest = token ? found.filter((one) => keyOf(refOf(one)) > token.after) : found
  const limit = Number(query.get('limit') ?? 0) || rest.length
  const items = rest.slice(0, limit)
  const metadata = {
    resourceVersion: String(revision),
    ...(rest.length > limit && page(items, revision, rest.length - limit)),
  }
  const table = tableRequest(call.accept, query)
  if (!table) return { reply: 'json', code: 200, text: listText(served, items, metadata) }
  const { definition } = served.resource
  return json(printTable(table, { definition, objects: items, metadata, now: pace.now() }))
}

/** Whether an object is meant: its namespace, labels and fields. */
export function matcher({ target, query }: Call, served: Served): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '')
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', served.resource.definition)
  const namespace = served.definition.namespaced ? target.namespace : ''
  return (object) =>
    (namespace === '' || object.metadata.namespace === namespace) &&
    labels(object.metadata.labels) &&
    fields(object)
}

function checkVersion(query: URLSearchParams, ledger: Ledger) {
  const wanted = query.get('resourceVersion') ?? ''
  if (wanted === '') return
  if (!/^\d+$/.test(wanted))
    throw new StatusError(
      [400, 'BadRequest'],
      `resourceVersion: Invalid value: "${wanted}": strconv.ParseUint: parsing "${wanted}": invalid syntax`,
    )
  if (Number(wanted) > ledger.revision()) throw tooLarge(wanted, ledger.revision())
}

/** A version from the future: what a client sees after the store was restored from a backup. */
const tooLarge = (wanted: string, current: number): StatusError =>
  new StatusError(
    [504, 'Timeout'],
    `Timeout: Too large resource version: ${wanted}, current: ${current}`,
    {
      causes: [
        { reason: 'ResourceVersionTooLarge', message: 'Too large resource version', field: '' },
      ],
      retryAfterSeconds: 1,
    },
  )

const Token = z.object({ revision: z.number(), after: z.string() })

function readToken(text: string): z.infer<typeof Token> | undefined {
  if (text === '') return undefined
  try {
    return Token.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw refuse.badRequest('continue key is not valid: it was not given out by this server')
  }
}

function page(items: readonly KubeObject[], revision: number, remaining: number) {
  const last = items.at(-1)
  const token = { revision, after: last ? keyOf(refOf(last)) : '' }
  return {
    continue: Buffer.from(JSON.stringify(token)).toString('base64url'),
    remainingItemCount: remaining,
  }
}
