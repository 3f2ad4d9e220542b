import type { LogQuery, LogText } from '../../core/cluster.ts'
import { UsageError } from '../../core/errors.ts'
import { isNamespace } from '../../core/names.ts'
import type { Kind } from '../../core/resource.ts'
import { code, text } from '../../core/text.ts'
import { type Ask, getCall } from './ask.ts'

const DEFAULT_LIMIT = 1024 * 1024

const PODS: Kind = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  namespaced: true,
  verbs: ['get'],
  subresources: ['log'],
}

/** One container's log up to the byte cap. The end of a cut character is left out, anything else odd is replaced. */
export async function readLogs(ask: Pick<Ask, 'bytes'>, query: LogQuery): Promise<LogText> {
  const { namespace, pod, limitBytes = DEFAULT_LIMIT } = query
  const call = {
    ...getCall({ kind: PODS, namespace, name: pod, subresource: 'log' }),
    accept: '*/*',
    query: logOptions(query, limitBytes),
  }
  const { bytes, truncated } = await ask.bytes(call, limitBytes)
  return { text: new TextDecoder().decode(bytes, { stream: truncated }), truncated }
}

/** One byte more than we show is asked for: that is how we know that there was more. */
function logOptions(query: LogQuery, limitBytes: number): Record<string, string | undefined> {
  return {
    container: query.container === undefined ? undefined : checkContainer(query.container),
    previous: query.previous ? 'true' : undefined,
    timestamps: query.timestamps ? 'true' : undefined,
    tailLines: wholeNumber(query.tailLines, 0),
    sinceSeconds: wholeNumber(query.sinceSeconds, 1),
    limitBytes: wholeNumber(limitBytes + 1, 1),
  }
}

function checkContainer(name: string): string {
  if (isNamespace(name)) return name
  throw new UsageError('bad-name', text`${code(name.slice(0, 60))} is not a container name.`)
}

const wholeNumber = (value: number | undefined, least: number) =>
  value === undefined ? undefined : String(Math.max(least, Math.trunc(value)))
