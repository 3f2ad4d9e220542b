import { execFileSync, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readRules } from '../../build/monitoring/prometheus-rule.ts'
import { rows } from '../../build/monitoring/panels/rows.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type Case, cases } from './alert-cases.ts'

const RULES = resolve('deploy/monitoring/rules.yaml')
const alerts = readRules().groups.flatMap(({ rules }) => rules)
/** Debian: apt install prometheus. */
const isHere = spawnSync('promtool', ['--version']).status === 0

test('every alert is tried both ways', () => {
  const names = alerts.map(({ alert }) => alert)

  expect(names.length).toBeGreaterThan(20)
  expect(new Set(cases.map(({ alert }) => alert))).toEqual(new Set(names))
})

test.runIf(isHere)('promtool takes the rules', () => {
  expect(promtool('check', 'rules', RULES)).toContain('SUCCESS')
})

test.runIf(isHere)('every alert fires when it should, and stays silent just before', () => {
  const tests = cases.flatMap((one) => [
    ...(Object.keys(one.fires).length > 0 ? [tried(one, one.fires, 1)] : []),
    tried(one, one.silent, 0),
  ])
  const folder = temporaryFolder({
    'alerts.yaml': stringify({ rule_files: [RULES], evaluation_interval: '1m', tests }),
  })

  expect(promtool('test', 'rules', join(folder, 'alerts.yaml'))).toContain('SUCCESS')
})

test.runIf(isHere)('every query of the dashboard can be read', () => {
  const exprs = rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries))
  const rules = exprs.map(({ expr }, i) => ({
    record: `deckwatch:query_${i}`,
    expr: expr.replaceAll('$job', 'deckwatch'),
  }))
  const folder = temporaryFolder({
    'queries.yaml': stringify({ groups: [{ name: 'dashboard', rules }] }),
  })

  expect(promtool('check', 'rules', join(folder, 'queries.yaml'))).toContain(
    `${rules.length} rules found`,
  )
})

const promtool = (...words: readonly string[]) =>
  execFileSync('promtool', [...words], { encoding: 'utf8', stdio: 'pipe' })

/** How many of it fire at that time: one for each, whatever its labels. */
const tried = ({ alert, at = 30 }: Case, series: Case['fires'], firing: 0 | 1) => ({
  name: `${alert}: ${firing === 1 ? 'fires' : 'stays silent'}`,
  interval: '1m',
  input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
  promql_expr_test: [
    {
      expr: `count(ALERTS{alertname="${alert}", alertstate="firing"}) or vector(0)`,
      eval_time: `${at}m`,
      exp_samples: [{ labels: '{}', value: firing }],
    },
  ],
})
