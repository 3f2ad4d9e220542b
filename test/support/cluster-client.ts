import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request, type Dispatcher } from 'undici'
import { z } from 'zod'
import { PATIENCE_MS } from './patience.ts'

export type Target = { readonly url: string; readonly admin: string; readonly bot: string }

export type Ask = {
  readonly body?: unknown
  readonly type?: string
  readonly accept?: string
  /** Impersonated user and groups. */
  readonly as?: string
  readonly groups?: readonly string[]
  /** `admin`, `bot`, or a token itself. */
  readonly token?: string
}

/** Loose on purpose: tests reach into objects by path. */
export type Answer = { readonly code: number; readonly body: unknown; readonly text: string }

export type ClusterClient = {
  call(method: string, path: string, ask?: Ask): Promise<Answer>
  /** Reads a watch until it ends or `enough` is met. */
  watch(path: string, enough: (events: readonly WatchEvent[]) => boolean): Promise<WatchEvent[]>
  /** Asks again until the answer fits; fails after a minute with the last answer. */
  until(path: string, fits: (answer: Answer) => boolean): Promise<Answer>
  close(): Promise<void>
}

const WatchEvent = z.looseObject({
  type: z.string(),
  object: z.looseObject({
    metadata: z
      .looseObject({ name: z.string().optional(), resourceVersion: z.string().optional() })
      .default({}),
    code: z.number().optional(),
  }),
})
export type WatchEvent = z.infer<typeof WatchEvent>

/** A plain client that shows exactly what came over the wire. */
export function createClusterClient(target: Target): ClusterClient {
  // HTTP/2 would merge repeated Impersonate-Group headers into one.
  const dispatcher = new Agent({ allowH2: false, connect: { rejectUnauthorized: false } })
  const send = (method: Dispatcher.HttpMethod, path: string, ask: Ask = {}) =>
    request(`${target.url}${path}`, {
      method,
      dispatcher,
      headers: headersOf(target, ask),
      body: ask.body === undefined ? null : JSON.stringify(ask.body),
    })
  const call: ClusterClient['call'] = async (method, path, ask) => {
    const response = await send(z.enum(METHODS).parse(method), path, ask)
    const text = await response.body.text()
    return { code: response.statusCode, text, body: parse(text) }
  }
  return {
    call,
    async watch(path, enough) {
      const response = await send('GET', path)
      const events: WatchEvent[] = []
      let rest = ''
      for await (const chunk of response.body) {
        const lines = (rest + String(chunk)).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) events.push(WatchEvent.parse(JSON.parse(line)))
        if (enough(events)) break
      }
      return events
    },
    async until(path, fits) {
      const deadline = performance.now() + PATIENCE_MS
      for (;;) {
        const answer = await call('GET', path)
        if (fits(answer)) return answer
        if (performance.now() > deadline) throw new Error(`never came true: ${path} ${answer.text}`)
        await sleep(30)
      }
    },
    close: () => dispatcher.destroy(),
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function headersOf(target: Target, { token = 'admin', type, accept, as, groups = [] }: Ask) {
  const bearer = token === 'admin' || token === 'bot' ? target[token] : token
  return [
    'authorization',
    `Bearer ${bearer}`,
    'content-type',
    type ?? 'application/json',
    'accept',
    accept ?? 'application/json',
    ...(as ? ['impersonate-user', as] : []),
    ...groups.flatMap((group) => ['impersonate-group', group]),
  ]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const JSON_PATCH = 'application/json-patch+json'
export const MERGE_PATCH = 'application/merge-patch+json'
export const STRATEGIC = 'application/strategic-merge-patch+json'
export const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
