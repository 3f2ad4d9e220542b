import type { Fault } from './truth.ts'

/** What came of all rounds. */
export type Tally = {
  rounds: number
  writes: number
  verified: number
  readonly deaths: Map<string, number>
  readonly stories: Map<string, number>
  /** How the plans ended. */
  readonly ends: Map<string, number>
  readonly faults: (Fault & { readonly round: string })[]
}

export const emptyTally = (): Tally => ({
  rounds: 0,
  writes: 0,
  verified: 0,
  deaths: new Map(),
  stories: new Map(),
  ends: new Map(),
  faults: [],
})

export const count = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1)

/** A few lines for people. */
export function summary({
  rounds,
  writes,
  verified,
  deaths,
  stories,
  ends,
  faults,
}: Tally): string {
  const number = (kind: Fault['kind']) => faults.filter((fault) => fault.kind === kind).length
  const kills = [...deaths.values()].reduce((sum, one) => sum + one, 0)
  return [
    `${rounds} rounds, ${kills} kills, ${writes} writes reached the API server, audit chain verified ${verified} times`,
    `double effects: ${number('double effect')}, lost approvals: ${number('lost approval')}, false words: ${number('false word')}, broken trails: ${number('broken trail')}`,
    `killed at: ${listed(deaths)}`,
    `stories: ${listed(stories)}`,
    `plans ended: ${listed(ends)}`,
    ...faults.map(({ round, kind, what }) => `✕ ${round}: ${kind}: ${what}`),
  ].join('\n')
}

const listed = (counts: Map<string, number>) =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ')
