import { printRows } from '../../bench/harness/print-rows.ts'
import type { Tally } from './crowd.ts'
import type { Evidence } from './evidence.ts'
import { drift, type Beat, type Measure } from './pulse.ts'
import type { Stage } from './stage.ts'
import { laterHalf } from './trend.ts'
import type { Wards } from './wards.ts'
import type { Weather } from './weather.ts'

export type Outcome = {
  readonly minutes: number
  readonly beats: readonly Beat[]
  readonly cpu: { readonly bot: number; readonly around: number }
  readonly tally: Tally
  readonly evidence: Evidence
  readonly weather: Weather
  readonly wards: Wards
  readonly stage: Stage
  readonly faults: readonly string[]
}

/** For people, and for the page of numbers. */
export function report(outcome: Outcome): string {
  const { beats, tally, evidence, weather, wards, stage, cpu, faults } = outcome
  const effects = stage.grounds.reduce((sum, { history }) => sum + history.effects(), 0)
  const struck = [...weather.struck.values()].reduce((sum, one) => sum + one, 0)
  const rows = [
    { what: 'commands typed', measured: `${tally.typed}, ${tally.pressed} buttons pressed` },
    { what: 'not heard: Slack said so', measured: `${tally.unheard}` },
    { what: 'lost', measured: `${tally.lost.length}` },
    { what: 'answered twice', measured: `${tally.doubled.length}` },
    { what: 'changes planned', measured: `${evidence.plans.length}` },
    { what: 'effects in the clusters', measured: `${effects}` },
    { what: 'plans by their end', measured: counted(evidence.plans.map(endOf)) },
    { what: 'failures, alerts', measured: `${wards.failures()}, ${wards.alerts()}` },
    {
      what: 'incidents, of them over by now',
      measured: `${evidence.incidents.length}, ${evidence.incidents.filter(isOver).length}`,
    },
    { what: 'messages of incidents and plans', measured: `${evidence.delivered.length}` },
    { what: 'things that went wrong around it', measured: `${struck}` },
    ...MEASURES.map(({ of, name, unit }) => ({
      what: `${name}, of the second half`,
      measured: `${spread(beats, of, unit)}, ${percent(drift(beats, of))} from its begin to its end`,
    })),
    { what: 'CPU of the bot, of what is around it', measured: cpus(cpu) },
  ]
  const log = [...stage.bot.said].filter(([name]) => /^(?:warn|error)/.test(name))
  return [
    `soaked for ${outcome.minutes} minutes`,
    printRows(rows),
    ...log.toSorted(([, a], [, b]) => b - a).map(([name, times]) => `${times} × ${name}`),
    ...tally.lost.map((it) => `lost: ${it}`),
    ...tally.doubled.map((it) => `twice: ${it}`),
    ...faults.map((fault) => `✕ ${fault}`),
  ].join('\n')
}

const isOver = ({ state }: Evidence['incidents'][number]) => state === 'resolved'
const endOf = ({ state, outcome }: Evidence['plans'][number]) => outcome?.kind ?? state

const MEASURES: readonly { of: Measure; name: string; unit: number }[] = [
  { of: 'resident', name: 'resident memory, MB', unit: 1e6 },
  { of: 'heap', name: 'heap after collection, MB', unit: 1e6 },
  { of: 'descriptors', name: 'descriptors', unit: 1 },
  { of: 'resources', name: 'timers and handles', unit: 1 },
]

function spread(beats: readonly Beat[], of: Measure, unit: number): string {
  const values = laterHalf(beats).map((beat) => beat[of] / unit)
  const digits = unit === 1 ? 0 : 1
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`
}

const percent = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} %`
const cpus = ({ bot, around }: Outcome['cpu']) =>
  `${(bot * 100).toFixed(1)} %, ${(around * 100).toFixed(1)} % of a core`

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, times]) => `${name} ${times}`).join(', ')
}
