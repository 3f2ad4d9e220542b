import { metricGroups } from '../../src/app/metrics/all-metrics.ts'
import type { Bounded, Metric } from '../../src/core/meter.ts'
import { PROCESS_METRICS } from '../../src/telemetry/process-metrics.ts'
import { markdownTable } from './markdown-table.ts'

/** The tables of `docs/metrics.md`, taken from the declarations. */
export function metricsTables(): string {
  const groups = metricGroups.flatMap(({ title, metrics }) => [
    `### ${title}`,
    markdownTable(['metric', 'type', 'labels', 'meaning'], metrics.map(row)),
  ])
  const process = Object.entries(PROCESS_METRICS).map(([name, help]) => [`\`${name}\``, help])
  return [...groups, '### The process', markdownTable(['metric', 'meaning'], process)].join('\n\n')
}

const row = ({ name, type, labels, help }: Metric) => [
  `\`${name}\``,
  type,
  Object.entries(labels)
    .map(([label, values]) => `\`${label}\`: ${sayValues(values)}`)
    .join('; '),
  help,
]

const sayValues = (values: readonly string[] | Bounded) =>
  'bounded' in values ? values.bounded : values.map((value) => `\`${value}\``).join(', ')
