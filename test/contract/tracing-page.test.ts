import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readTraceSettings } from '../../src/telemetry/tracing/trace-settings.ts'

const page = readFileSync('docs/tracing.md', 'utf8')

test('the example of docs/tracing.md switches traces on as it says', () => {
  const exported = [...page.matchAll(/^export (\w+)=(.*)$/gm)]
  const env = Object.fromEntries(exported.map(([, name = '', value = '']) => [name, value]))

  expect(readTraceSettings(env)).toMatchObject({
    serviceName: 'deckwatch',
    resource: { 'deployment.environment.name': 'production' },
    sampling: { ratio: 0.5, isParentBased: true },
    otlp: { url: 'http://collector.monitoring:4318/v1/traces' },
  })
})

test('docs/tracing.md names every variable that is read', () => {
  const asked = new Set<string>()
  const env = new Proxy<Record<string, string>>(
    { OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'traceidratio' },
    {
      get(target, name) {
        asked.add(String(name))
        return target[String(name)]
      },
    },
  )
  readTraceSettings(env)

  const stems = [...asked].map((name) =>
    name.replace('OTLP_TRACES_', 'OTLP_').replace(/^OTEL_(?:BSP|EXPORTER_OTLP|TRACES_SAMPLER)/, ''),
  )
  expect(asked.size).toBeGreaterThan(15)
  expect(stems.filter((stem) => !page.includes(stem))).toEqual([])
})
