import type { ClusterRequest, World } from '../../../host/page-wire.ts'
import type { TrafficEntry } from '../../../slack/page-model.ts'

export type TrafficKind = 'slack' | 'socket' | 'kubernetes'

/** One exchange on any wire, as a row of the inspector. */
export type TrafficLine = {
  readonly key: string
  readonly at: string
  readonly kind: TrafficKind
  /** `→` from the bot, `←` to the bot. */
  readonly arrow: '→' | '←'
  readonly name: string
  /** Whom the bot acted as in a cluster; empty for Slack. */
  readonly who: string
  readonly outcome: string
  readonly failed: boolean
  readonly ms: number
  /** Everything known, for the JSON view. */
  readonly detail: unknown
}

/** As much of the world as the inspector needs. */
type Wires = Pick<World, 'requests'> & { readonly slack: Pick<World['slack'], 'traffic'> }

export type TrafficFilter = { readonly kinds: readonly TrafficKind[]; readonly text: string }

/** All wires merged, newest first, as far as the filter lets them. */
export function trafficLines(world: Wires, filter: TrafficFilter): TrafficLine[] {
  const wanted = filter.text.trim().toLowerCase()
  return [...world.slack.traffic.map(slackLine), ...world.requests.map(requestLine)]
    .filter(({ kind }) => filter.kinds.includes(kind))
    .filter((line) => wanted === '' || searchable(line).includes(wanted))
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

const searchable = ({ name, who, outcome }: TrafficLine) =>
  `${name} ${who} ${outcome}`.toLowerCase()

function slackLine(entry: TrafficEntry): TrafficLine {
  return {
    key: `slack ${entry.id}`,
    at: entry.at,
    kind: entry.kind === 'socket' || entry.kind === 'delivery' ? 'socket' : 'slack',
    arrow: entry.direction === 'to-slack' ? '→' : '←',
    name: entry.name,
    who: '',
    outcome: entry.outcome,
    failed: entry.failed,
    ms: entry.ms,
    detail: entry,
  }
}

function requestLine({ cluster, line }: ClusterRequest): TrafficLine {
  return {
    key: `${cluster} ${line.id}`,
    at: line.at,
    kind: 'kubernetes',
    arrow: '→',
    name: `${line.method} ${line.path}`,
    who: line.impersonated ? `as ${line.impersonated.user}` : line.user,
    outcome: line.code === 0 ? 'cut off' : String(line.code),
    failed: line.code === 0 || line.code >= 400,
    ms: line.ms,
    detail: { cluster, ...line },
  }
}
