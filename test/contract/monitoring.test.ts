import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rows } from '../../build/monitoring/panels/rows.ts'
import { readRules } from '../../build/monitoring/prometheus-rule.ts'
import { commands } from '../../commands/index.ts'
import { allMetrics } from '../../src/app/metrics/all-metrics.ts'
import { PROCESS_METRICS } from '../../src/telemetry/process-metrics.ts'

const alerts = readRules().groups.flatMap(({ rules }) => rules)
const pages = readdirSync('docs/runbooks').filter((file) => file !== 'README.md')
const read = (page: string) => readFileSync(`docs/runbooks/${page}`, 'utf8')

/** All that the bot can tell, as Prometheus stores it. */
const series = new Map(
  allMetrics.flatMap(({ name, type, labels }) =>
    (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map(
      (end) => [`${name}${end}`, Object.keys(labels)] as const,
    ),
  ),
)
/** What Prometheus adds itself. */
const ADDED = ['job', 'instance', 'le']

const named = (text: string) =>
  [...text.matchAll(/\b(?:deckwatch|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name)
const isKnown = (name: string) => series.has(name) || name in PROCESS_METRICS

/** `name{label="value", …}` as queries write it. */
const chosen = (expr: string) =>
  [...expr.matchAll(/\b(deckwatch_[a-z0-9_]+)\{([^}]*)\}/g)].map(([, name = '', inside = '']) => ({
    name,
    labels: [...inside.matchAll(/([a-z_]+)\s*(?:=~|!=|!~|=)\s*"([^"]*)"/g)].map(
      ([, label = '', value = '']) => ({ label, value }),
    ),
  }))

const exprs = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...rows.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map(({ expr }) => ({ where: title, expr }))),
  ),
]

test.each(exprs)('$where asks for what there is: $expr', ({ expr }) => {
  const metrics = named(expr).filter((name) => name !== 'deckwatch')
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  )
  const labels = metrics.flatMap((name) => series.get(name) ?? [])

  expect(metrics.length).toBeGreaterThan(expr.startsWith('absent(up') ? -1 : 0)
  expect(metrics.filter((name) => !isKnown(name))).toEqual([])
  expect(grouped.filter((label) => ![...labels, ...ADDED].includes(label))).toEqual([])
})

test('no query asks for a value that a label never has', () => {
  const strays = exprs.flatMap(({ where, expr }) =>
    chosen(expr).flatMap(({ name, labels }) => {
      const metric = allMetrics.find((one) => name.startsWith(one.name))
      return labels
        .filter(({ label }) => !ADDED.includes(label))
        .flatMap(({ label, value }) => {
          const known = metric?.labels[label]
          if (!known) return [`${where}: ${name} has no label ${label}`]
          const values = value.split('|')
          const isOdd = 'bounded' in known ? false : values.some((one) => !known.includes(one))
          return isOdd ? [`${where}: ${label} of ${name} is never ${value}`] : []
        })
    }),
  )

  expect(strays).toEqual([])
})

test.each(alerts)('$alert has a page of its own, and says where', ({ alert, annotations }) => {
  expect(annotations.runbook_url.endsWith(`/${alert}`)).toBe(true)
  expect(existsSync(`docs/runbooks/${alert}.md`)).toBe(true)
  expect(readFileSync('docs/runbooks/README.md', 'utf8')).toContain(`[${alert}](${alert}.md)`)
})

test('no page is about an alert that there is not', () => {
  const known = alerts.map(({ alert }) => `${alert}.md`)

  expect(pages.filter((page) => !known.includes(page))).toEqual([])
})

test.each(pages)('docs/runbooks/%s is whole, and true as far as can be checked', (page) => {
  const text = read(page)
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  const foreign = /^(?:apiserver|container)_/u
  const metrics = [...text.matchAll(/`([a-z]+_[a-z0-9_]+_[a-z0-9_]+)(?:\{[^}]*\})?`/g)]
    .map(([, name = '']) => name)
    .filter((name) => !foreign.test(name) && /^(?:deckwatch|nodejs|process)_/u.test(name))
  const said = [...text.matchAll(/`\/k8s ([a-z-]+)/g)].map(([, word = '']) => word)
  const words = commands.flatMap(({ name, aliases }) => [name, ...aliases])
  const known = (name: string) => isKnown(name) || series.has(`${name}_count`)
  const errors = readFileSync('docs/errors.md', 'utf8')
  const refusals = [...text.matchAll(/refused with `([a-z-]+)`/g)].map(([, code = '']) => code)

  expect(text.startsWith(`# ${basename(page, '.md')}\n`)).toBe(true)
  expect(headings).toEqual(['What it means', 'What people see', 'Confirm', 'Mend', 'Escalate'])
  expect(metrics.filter((name) => !known(name))).toEqual([])
  expect(said.filter((word) => !words.includes(word))).toEqual([])
  expect(refusals.filter((code) => !errors.includes(`\`${code}\``))).toEqual([])
})

test.each(pages)('the panels that docs/runbooks/%s names are on the dashboard', (page) => {
  const titles = rows.flatMap(({ panels }) => panels.map(({ title }) => title))
  const panels = [...read(page).matchAll(/panels? \*([^*]+)\*/g)].map(([, title = '']) => title)

  expect(panels.filter((title) => !titles.includes(title))).toEqual([])
})

const Dashboard = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.enum(['row', 'stat', 'timeseries']),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int().positive(), h: z.int().positive() }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string() })).optional(),
    }),
  ),
})

test('the dashboard lays its panels out without a gap or an overlap', () => {
  const text = readFileSync('deploy/monitoring/dashboard.json', 'utf8')
  const { panels } = Dashboard.parse(JSON.parse(text))
  const ids = panels.map(({ id }) => id)
  const byRow = Map.groupBy(panels, ({ gridPos }) => gridPos.y)

  expect(new Set(ids).size).toBe(ids.length)
  for (const row of byRow.values())
    expect(row.reduce((sum, { gridPos }) => sum + gridPos.w, 0)).toBe(24)
})
