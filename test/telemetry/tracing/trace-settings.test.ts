import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../../src/core/errors.ts'
import { readTraceSettings } from '../../../src/telemetry/tracing/trace-settings.ts'

describe('whether anything is traced', () => {
  test.each([
    ['no variable is set', {}],
    ['only a name is given', { OTEL_SERVICE_NAME: 'bot' }],
    ['the SDK is disabled', { OTEL_SDK_DISABLED: 'TRUE', OTEL_TRACES_EXPORTER: 'otlp' }],
    ['there is to be no exporter', { OTEL_TRACES_EXPORTER: 'none', ...endpoint('http://x:4318') }],
  ])('nothing is when %s', (_, env) => {
    expect(readTraceSettings(env)).toBeUndefined()
  })

  test('an endpoint is enough', () => {
    const settings = readTraceSettings(endpoint('http://collector:4318'))

    expect(settings).toMatchObject({
      serviceName: 'deckwatch',
      console: false,
      sampling: { ratio: 1, isParentBased: true },
      batch: { delayMs: 5000, timeoutMs: 30_000, queue: 2048, atOnce: 512 },
      otlp: {
        url: 'http://collector:4318/v1/traces',
        encoding: 'protobuf',
        headers: {},
        timeoutMs: 10_000,
        compression: 'none',
      },
    })
  })

  test('an exporter without an endpoint goes where the standard says', () => {
    const settings = readTraceSettings({ OTEL_TRACES_EXPORTER: 'otlp' })

    expect(settings?.otlp?.url).toBe('http://localhost:4318/v1/traces')
  })

  test('several exporters can be named', () => {
    const settings = readTraceSettings({ OTEL_TRACES_EXPORTER: 'console, otlp' })

    expect(settings).toMatchObject({ console: true, otlp: { encoding: 'protobuf' } })
  })
})

test('what is said of traces goes before what is said of everything', () => {
  const settings = readTraceSettings({
    ...endpoint('http://all:4318/'),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-team=shop',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-team=traces',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
  })

  expect(settings?.otlp).toEqual({
    url: 'https://traces.example/in',
    encoding: 'json',
    headers: { authorization: 'Bearer abc', 'x-team': 'traces' },
    timeoutMs: 2000,
    compression: 'gzip',
  })
})

test('a service is named by its own variable, then by its attributes', () => {
  const attributes = { OTEL_RESOURCE_ATTRIBUTES: 'service.name=a,deployment.environment.name=prod' }
  const named = (more: object) =>
    readTraceSettings({ ...endpoint('http://x'), ...attributes, ...more })

  expect(named({})).toMatchObject({
    serviceName: 'a',
    resource: { 'deployment.environment.name': 'prod' },
  })
  expect(named({ OTEL_SERVICE_NAME: 'b' })).toMatchObject({ serviceName: 'b' })
})

test.each([
  ['always_on', undefined, { ratio: 1, isParentBased: false }],
  ['always_off', undefined, { ratio: 0, isParentBased: false }],
  ['traceidratio', '0.25', { ratio: 0.25, isParentBased: false }],
  ['parentbased_traceidratio', '0.1', { ratio: 0.1, isParentBased: true }],
  ['parentbased_always_off', undefined, { ratio: 0, isParentBased: true }],
])('the sampler %s is known', (sampler, arg, sampling) => {
  const env = {
    ...endpoint('http://x'),
    OTEL_TRACES_SAMPLER: sampler,
    OTEL_TRACES_SAMPLER_ARG: arg,
  }

  expect(readTraceSettings(env)).toMatchObject({ sampling })
})

test('everything that cannot be done is said at once, and no secret with it', () => {
  const env = {
    OTEL_TRACES_EXPORTER: 'otlp,zipkin',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_HEADERS: 's3cret',
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_BSP_SCHEDULE_DELAY: 'soon',
  }

  expect(problemsOf(env)).toEqual([
    'OTEL_TRACES_EXPORTER: "zipkin" is not supported; use otlp or console or none',
    'OTEL_TRACES_SAMPLER: "jaeger_remote" is not supported; use always_on or always_off or traceidratio or parentbased_always_on or parentbased_always_off or parentbased_traceidratio',
    'OTEL_BSP_SCHEDULE_DELAY: "soon" is no number from 1 to 3600000',
    'OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" is not supported; use http/protobuf or http/json',
    'OTEL_EXPORTER_OTLP_ENDPOINT: is no address that begins with http:// or https://',
    'OTEL_EXPORTER_OTLP_HEADERS: is not of the form key=value,key=value',
  ])
})

function endpoint(url: string) {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: url }
}

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readTraceSettings(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
  }
  return []
}
