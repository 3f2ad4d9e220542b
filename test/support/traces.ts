import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const Value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.coerce.number().optional(),
  boolValue: z.boolean().optional(),
  doubleValue: z.number().optional(),
})
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .default([])
  .transform((all) =>
    Object.fromEntries(
      all.map(({ key, value: { stringValue, intValue, boolValue, doubleValue } }) => [
        key,
        stringValue ?? intValue ?? boolValue ?? doubleValue,
      ]),
    ),
  )
const SpanShape = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: Attributes,
  events: z.array(z.looseObject({ name: z.string(), attributes: Attributes })).default([]),
  links: z.array(z.looseObject({ traceId: z.string(), spanId: z.string() })).default([]),
  status: z.looseObject({ code: z.number().optional() }).optional(),
})
export type ExportedSpan = z.infer<typeof SpanShape>

const Body = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: Attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(SpanShape) })),
    }),
  ),
})

/** What takes spans over OTLP/HTTP, as a Collector does: JSON is read, protobuf is only counted. */
export type Collector = {
  readonly url: string
  readonly spans: readonly ExportedSpan[]
  readonly requests: readonly {
    readonly path: string
    readonly type: string
    readonly bytes: number
  }[]
  /** Of the service that sent last. */
  resource(): Readonly<Record<string, unknown>>
  /** Answers so from now on. */
  answer(status: number): void
  stop(): Promise<void>
}

export async function startCollector(): Promise<Collector> {
  const spans: ExportedSpan[] = []
  const requests: Collector['requests'][number][] = []
  let resource: Readonly<Record<string, unknown>> = {}
  let status = 200
  const take = (body: string) => {
    for (const one of Body.parse(JSON.parse(body)).resourceSpans) {
      resource = one.resource.attributes
      spans.push(...one.scopeSpans.flatMap((scope) => scope.spans))
    }
  }
  const server = createServer((request, response) => {
    const type = request.headers['content-type'] ?? ''
    const isJson = type === 'application/json'
    const answer = (body: string): void => {
      requests.push({ path: request.url ?? '', type, bytes: body.length })
      if (status < 300 && isJson) take(body)
      response.writeHead(status, { 'content-type': type }).end(isJson ? '{}' : '')
    }
    text(request).then(answer, () => response.destroy())
  })
  const url = await listening(server)
  return {
    url,
    spans,
    requests,
    resource: () => resource,
    answer: (next) => void (status = next),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
}
