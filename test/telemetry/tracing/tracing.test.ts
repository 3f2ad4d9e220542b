import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { UsageError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createScopes } from '../../../src/telemetry/scopes.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { startTracing } from '../../../src/telemetry/tracing/start-tracing.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { type Collector, startCollector } from '../../support/traces.ts'
import { PATIENCE_MS } from '../../support/patience.ts'

let collector: Collector

beforeEach(async () => {
  collector = await startCollector()
})
afterEach(() => collector.stop())

const nap = () => new Promise<void>((resolve) => setImmediate(resolve))

async function tracing(env: Readonly<Record<string, string>> = {}) {
  const log = fakeLog()
  const scopes = createScopes()
  const given = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', ...env }
  const started = await startTracing(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...given },
    { scopes, log, clock: systemClock, version: '1.2.3' },
  )
  const stop = async () => {
    for (const service of started.services) await service.stop()
  }
  return { ...started, log, scopes, stop }
}

const named = (name: string) => collector.spans.find((span) => span.name === name)

describe('spans', () => {
  test('belong to what is around them, over everything that is waited for', async () => {
    const { tracer, stop } = await tracing()
    await tracer.request('k3f922ab', () =>
      tracer.span('outer', { attributes: { 'deckwatch.command': 'scale' } }, async (span) => {
        await nap()
        span.event('half way', { count: 2 })
        await Promise.all(['a', 'b'].map((name) => tracer.span(name, {}, nap)))
      }),
    )
    await stop()

    const outer = named('outer')
    expect(outer?.attributes).toEqual({
      'deckwatch.command': 'scale',
      'deckwatch.request.id': 'k3f922ab',
    })
    expect(outer?.events).toMatchObject([{ name: 'half way', attributes: { count: 2 } }])
    expect(named('a')).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId })
    expect(named('b')).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId })
    expect(collector.resource()).toMatchObject({
      'service.name': 'deckwatch',
      'service.version': '1.2.3',
    })
  })

  test('tell by its code that something failed, and never in whose words', async () => {
    const { tracer, stop } = await tracing()
    const refuse = () => {
      throw new UsageError('no-such-object', text`No deployment hunter2.`)
    }
    await expect(tracer.span('late', {}, async () => nap().then(refuse))).rejects.toThrow()
    expect(() => tracer.span('at once', {}, refuse)).toThrow()
    await stop()

    for (const name of ['late', 'at once'])
      expect(named(name)).toMatchObject({
        status: { code: 2 },
        attributes: { 'error.type': 'no-such-object' },
      })
    expect(JSON.stringify(collector.spans.map(({ attributes }) => attributes))).not.toContain(
      'hunter2',
    )
  })

  test('a part of other work is told only within it, and nothing where it is quiet', async () => {
    const { tracer, stop } = await tracing()
    tracer.span('alone', { isPart: true }, () => {})
    tracer.span('whole', {}, () => tracer.span('part', { kind: 'client', isPart: true }, () => {}))
    tracer.span('loop', {}, () => tracer.quiet(() => tracer.span('look', {}, () => {})))
    await stop()

    expect(collector.spans.map(({ name }) => name).toSorted()).toEqual(['loop', 'part', 'whole'])
    expect(named('part')?.kind).toBe(3)
  })

  test('go on from where they came from, in whatever process that was', async () => {
    const { tracer, stop } = await tracing()
    const asked = tracer.request('r1', () => tracer.span('asked', {}, () => tracer.here()))
    const voted = tracer.request('r2', () => tracer.span('voted', {}, () => tracer.here()))
    const here = tracer.request('r3', () =>
      tracer.span('somebody else', {}, () =>
        tracer.span('delivered', { from: asked, links: [voted] }, () => tracer.here()),
      ),
    )
    await stop()

    expect(asked.request).toBe('r1')
    expect(asked.trace).toMatch(/^00-\w{32}-\w{16}-01$/)
    expect(here.request).toBe('r1')
    expect(named('delivered')).toMatchObject({
      traceId: named('asked')?.traceId,
      parentSpanId: named('asked')?.spanId,
      attributes: { 'deckwatch.request.id': 'r1' },
      links: [{ traceId: named('voted')?.traceId, spanId: named('voted')?.spanId }],
    })
  })

  test('are sent as protobuf where nothing else is asked for', async () => {
    const { tracer, stop } = await tracing({ OTEL_EXPORTER_OTLP_PROTOCOL: '' })
    tracer.span('one', {}, () => {})
    await stop()

    expect(collector.requests).toMatchObject([
      { path: '/v1/traces', type: 'application/x-protobuf' },
    ])
  })

  test('become lines of the log where they are asked for there', async () => {
    const { tracer, stop, log } = await tracing({ OTEL_TRACES_EXPORTER: 'console' })
    tracer.span('one', {}, () => {})
    await stop()

    const line = log.lines.find(({ message }) => message === 'span')
    expect(line).toMatchObject({ level: 'info', facts: { name: 'one' } })
    expect(line?.facts['ms']).toEqual(expect.any(Number))
    expect(collector.requests).toEqual([])
  })
})

describe('an exporter that does not work', () => {
  test('is said once, with how many spans were lost when it works again', async () => {
    const { tracer, stop, log } = await tracing({
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
      OTEL_BSP_SCHEDULE_DELAY: '1',
    })
    collector.answer(401)
    for (const name of ['a', 'b', 'c']) tracer.span(name, {}, () => {})
    await until(() => collector.requests.length === 3)
    collector.answer(200)
    tracer.span('d', {}, () => {})
    await until(() => collector.spans.length === 1)
    await stop()

    const said = log.lines.filter(({ message }) => message.startsWith('traces are'))
    expect(said.map(({ message, facts }) => ({ message, ...facts }))).toMatchObject([
      { message: 'traces are exported' },
      { message: 'traces are not exported, spans are lost', why: 'HTTP 401' },
      { message: 'traces are exported again', lost: 3 },
    ])
  })

  test('holds no more than it may, and does not hold up a stop', async () => {
    await collector.stop()
    const { tracer, stop, log } = await tracing({
      OTEL_BSP_MAX_QUEUE_SIZE: '10',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    })
    for (let i = 0; i < 25; i++) tracer.span(`span ${i}`, {}, () => {})
    const from = systemClock.monotonic()
    await stop()

    expect(systemClock.monotonic() - from).toBeLessThan(PATIENCE_MS / 2)
    expect(log.lines.map(({ message }) => message)).toEqual([
      'traces are exported',
      'traces are not exported, spans are lost',
    ])
  })
})

describe('the log', () => {
  test('says which request and which span each line belongs to', async () => {
    const { tracer, stop, scopes } = await tracing()
    const lines: string[] = []
    const destination = { write: (line: string) => lines.push(line) }
    const log = createLog({ level: 'info', pretty: false, destination, around: scopes.facts })
    await tracer.request('r1', () =>
      tracer.span('work', {}, async () => {
        await nap()
        log.child({ part: 'slack' }).info({ ms: 3 }, 'inside')
      }),
    )
    log.info({}, 'outside')
    await stop()

    const { traceId, spanId } = named('work') ?? {}
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      part: 'slack',
      request: 'r1',
      trace_id: traceId,
      span_id: spanId,
      ms: 3,
    })
    expect(JSON.parse(lines[1] ?? '')).not.toHaveProperty('request')
  })

  test('says which request it was also where nothing is traced', async () => {
    const { tracer, services, scopes } = await tracing({ OTEL_SDK_DISABLED: 'true' })
    const facts = await tracer.request('r1', () =>
      tracer.span('work', {}, async () => nap().then(scopes.facts)),
    )
    const elsewhere = tracer.request('r1', () =>
      tracer.span('deliver', { from: { request: 'r0' } }, scopes.facts),
    )

    expect(services).toEqual([])
    expect(facts).toEqual({ request: 'r1' })
    expect(elsewhere).toEqual({ request: 'r0' })
  })
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nap()
}
