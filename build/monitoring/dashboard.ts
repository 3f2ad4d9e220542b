import type { Panel } from './panels/panel.ts'
import { rows } from './panels/rows.ts'

const WIDTH = 24
const HEIGHT = 7
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' }

/** `deploy/monitoring/dashboard.json`: what Grafana shows, from the list of panels. */
export function dashboard(): string {
  const panels = rows.flatMap(({ title, panels: some }, index) => [
    {
      type: 'row',
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y: index * (HEIGHT + 1), w: WIDTH, h: 1 },
    },
    ...some.map((panel, place) => ({
      ...drawn(panel),
      gridPos: {
        x: (place * WIDTH) / some.length,
        y: index * (HEIGHT + 1) + 1,
        w: WIDTH / some.length,
        h: HEIGHT,
      },
    })),
  ])
  const numbered = panels.map((panel, id) => ({ id: id + 1, ...panel }))
  return `${JSON.stringify({ ...AROUND, panels: numbered }, null, 2)}\n`
}

const AROUND = {
  title: 'Deckwatch',
  uid: 'deckwatch',
  tags: ['deckwatch'],
  schemaVersion: 39,
  version: 1,
  editable: true,
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  timezone: 'browser',
  templating: {
    list: [
      { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' },
      {
        name: 'job',
        type: 'query',
        label: 'Job',
        datasource: DATASOURCE,
        query: { query: 'label_values(deckwatch_build_info, job)', refId: 'job' },
        refresh: 2,
        current: { text: 'deckwatch', value: 'deckwatch' },
      },
    ],
  },
}

function drawn({ title, unit, type = 'timeseries', thresholds, queries }: Panel) {
  return {
    type,
    title,
    datasource: DATASOURCE,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(thresholds && { thresholds: { mode: 'absolute', steps: stepsOf(thresholds) } }),
        ...(type === 'timeseries' && { custom: { fillOpacity: 8, showPoints: 'never' } }),
      },
      overrides: [],
    },
    options:
      type === 'stat'
        ? {
            colorMode: 'background',
            reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
          }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: queries.map(({ expr, legend }, i) => ({
      refId: String.fromCodePoint('A'.charCodeAt(0) + i),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(type === 'stat' && { instant: true }),
    })),
  }
}

/** Green, then the colour from each value on. */
const stepsOf = (thresholds: NonNullable<Panel['thresholds']>) => [
  { color: thresholds.below ?? 'green', value: null },
  ...thresholds.from.map(([value, color]) => ({ color, value })),
]
