import type { Env } from '../../core/env.ts'
import { ConfigError } from '../../core/errors.ts'
import { createEnvReader, type EnvReader } from './env-reader.ts'

export type Sampling = {
  /** The part of the traces that is kept, from 0 to 1. */
  readonly ratio: number
  /** What goes on from a trace that is not kept is not kept either. */
  readonly isParentBased: boolean
}

/** Where spans go over the wire. */
export type OtlpSettings = {
  readonly url: string
  readonly encoding: 'protobuf' | 'json'
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly compression: 'gzip' | 'none'
}

export type TraceSettings = {
  readonly serviceName: string
  /** Beside the name of the service: what tells this one from others. */
  readonly resource: Readonly<Record<string, string>>
  readonly sampling: Sampling
  readonly batch: {
    readonly delayMs: number
    readonly timeoutMs: number
    /** Spans that may wait, those on their way included. */
    readonly queue: number
    readonly atOnce: number
  }
  readonly otlp: OtlpSettings | undefined
  /** Each span becomes a line of the log. */
  readonly console: boolean
}

const SERVICE = 'deckwatch'

/**
 * What OpenTelemetry's standard variables ask for; undefined where nobody asked. Throws ConfigError that names every
 * variable that is wrong, or asks for what this program cannot do.
 */
export function readTraceSettings(env: Env): TraceSettings | undefined {
  const problems: string[] = []
  const read = createEnvReader(env, problems)
  if (env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return undefined
  const exporters = exportersOf(read)
  if (exporters.length === 0 && problems.length === 0) return undefined
  const settings = {
    ...namesOf(read),
    sampling: samplingOf(read),
    batch: batchOf(read),
    otlp: exporters.includes('otlp') ? otlpOf(read) : undefined,
    console: exporters.includes('console'),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return settings
}

const EXPORTERS = ['otlp', 'console', 'none'] as const

/** Without a word about where to, nothing is sent: the standard's own default is a server that is seldom there. */
function exportersOf(read: EnvReader): ('otlp' | 'console')[] {
  const hasEndpoint = [TRACES_ENDPOINT, ENDPOINT].some((name) => read.text(name) !== undefined)
  const wanted = read.list('OTEL_TRACES_EXPORTER', EXPORTERS)
  if (wanted.length === 0) return hasEndpoint ? ['otlp'] : []
  return wanted.includes('none') ? [] : wanted.filter((one) => one !== 'none')
}

function namesOf(read: EnvReader): Pick<TraceSettings, 'serviceName' | 'resource'> {
  const { 'service.name': named, ...resource } = read.pairs('OTEL_RESOURCE_ATTRIBUTES')
  return { serviceName: read.text('OTEL_SERVICE_NAME') ?? named ?? SERVICE, resource }
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

function samplingOf(read: EnvReader): Sampling {
  const sampler = read.oneOf('OTEL_TRACES_SAMPLER', SAMPLERS) ?? 'parentbased_always_on'
  const isParentBased = sampler.startsWith('parentbased_')
  if (sampler.endsWith('always_on')) return { ratio: 1, isParentBased }
  if (sampler.endsWith('always_off')) return { ratio: 0, isParentBased }
  return {
    ratio: read.number('OTEL_TRACES_SAMPLER_ARG', { least: 0, most: 1 }) ?? 1,
    isParentBased,
  }
}

const COUNT = { least: 1, most: 1_000_000 }
const MILLISECONDS = { least: 1, most: 3_600_000 }

function batchOf(read: EnvReader): TraceSettings['batch'] {
  const queue = read.number('OTEL_BSP_MAX_QUEUE_SIZE', COUNT) ?? 2048
  return {
    delayMs: read.number('OTEL_BSP_SCHEDULE_DELAY', MILLISECONDS) ?? 5000,
    timeoutMs: read.number('OTEL_BSP_EXPORT_TIMEOUT', MILLISECONDS) ?? 30_000,
    queue,
    atOnce: Math.min(read.number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', COUNT) ?? 512, queue),
  }
}

const TRACES_ENDPOINT = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT'
const PROTOCOLS = ['http/protobuf', 'http/json'] as const

/** What is said of traces alone goes before what is said of everything. */
function otlpOf(read: EnvReader): OtlpSettings {
  const either = <T>(ask: (name: string) => T | undefined, what: string): T | undefined =>
    ask(`OTEL_EXPORTER_OTLP_TRACES_${what}`) ?? ask(`OTEL_EXPORTER_OTLP_${what}`)
  const protocol = either((name) => read.oneOf(name, PROTOCOLS), 'PROTOCOL')
  const base = read.url(ENDPOINT) ?? 'http://localhost:4318'
  return {
    url: read.url(TRACES_ENDPOINT) ?? `${base.replace(/\/$/, '')}/v1/traces`,
    encoding: protocol === 'http/json' ? 'json' : 'protobuf',
    headers: {
      ...read.pairs('OTEL_EXPORTER_OTLP_HEADERS'),
      ...read.pairs('OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
    },
    timeoutMs: either((name) => read.number(name, MILLISECONDS), 'TIMEOUT') ?? 10_000,
    compression:
      either((name) => read.oneOf(name, ['gzip', 'none'] as const), 'COMPRESSION') ?? 'none',
  }
}
