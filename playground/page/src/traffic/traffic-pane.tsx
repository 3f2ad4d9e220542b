import { useMemo, useState } from 'preact/hooks'
import { ClockTime } from '../shell/clock-time.tsx'
import { useDesk } from '../shell/desk.ts'
import { JsonView } from './json-view.tsx'
import {
  type TrafficFilter,
  type TrafficKind,
  type TrafficLine,
  trafficLines,
} from './traffic-line.ts'

const KINDS: readonly (readonly [TrafficKind, string])[] = [
  ['slack', 'Slack API'],
  ['socket', 'Deliveries'],
  ['kubernetes', 'Kubernetes'],
]
/** More rows than anybody reads; the filter finds older ones. */
const SHOWN = 200

/** What goes over the wires: calls to Slack, deliveries with their acknowledgement, requests to the cluster. */
export function TrafficPane() {
  const { world, closeTraffic } = useDesk()
  const [filter, setFilter] = useState<TrafficFilter>({
    kinds: KINDS.map(([kind]) => kind),
    text: '',
  })
  const [chosen, choose] = useState<string>()
  const lines = useMemo(() => trafficLines(world, filter), [world, filter])
  const detail = lines.find(({ key }) => key === chosen)
  const closeDetail = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !detail) return
    event.preventDefault()
    choose(undefined)
  }
  return (
    <section class="traffic" aria-label="Traffic" onKeyDown={closeDetail}>
      <header class="traffic-head">
        <h2>Traffic</h2>
        <Filters filter={filter} set={setFilter} />
        <span class="muted">{lines.length} lines</span>
        <button type="button" class="icon-button" aria-label="Close traffic" onClick={closeTraffic}>
          ✕
        </button>
      </header>
      <div class={detail ? 'traffic-body with-detail' : 'traffic-body'}>
        <ul class="traffic-list" aria-label="Exchanges, newest first" tabIndex={0}>
          {lines.slice(0, SHOWN).map((line) => (
            <Row key={line.key} line={line} isChosen={line.key === chosen} choose={choose} />
          ))}
          {lines.length === 0 && <li class="muted">Nothing matches.</li>}
        </ul>
        {detail && (
          <JsonView title={detail.name} value={detail.detail} close={() => choose(undefined)} />
        )}
      </div>
    </section>
  )
}

type FiltersProps = {
  readonly filter: TrafficFilter
  readonly set: (filter: TrafficFilter) => void
}

function Filters({ filter, set }: FiltersProps) {
  const toggle = (kind: TrafficKind, on: boolean) =>
    set({ ...filter, kinds: on ? [...filter.kinds, kind] : filter.kinds.filter((k) => k !== kind) })
  return (
    <div class="filters" role="group" aria-label="Filter">
      {KINDS.map(([kind, label]) => (
        <label key={kind} class={`toggle ${kind}`}>
          <input
            type="checkbox"
            checked={filter.kinds.includes(kind)}
            onChange={(event) => toggle(kind, event.currentTarget.checked)}
          />
          {label}
        </label>
      ))}
      <input
        type="search"
        class="field"
        placeholder="Filter: path, user, code"
        aria-label="Filter the traffic"
        value={filter.text}
        onInput={(event) => set({ ...filter, text: event.currentTarget.value })}
      />
    </div>
  )
}

type RowProps = {
  readonly line: TrafficLine
  readonly isChosen: boolean
  readonly choose: (key: string) => void
}

function Row({ line, isChosen, choose }: RowProps) {
  return (
    <li>
      <button
        type="button"
        class={`traffic-row ${line.kind} ${line.failed ? 'failed' : ''}`}
        aria-pressed={isChosen}
        onClick={() => choose(line.key)}
      >
        <ClockTime at={line.at} />
        <span class="arrow">{line.arrow}</span>
        <code class="traffic-name" title={line.name}>
          {line.name}
        </code>
        <span class="traffic-who" title={line.who}>
          {line.who}
        </span>
        <span class="traffic-outcome">{line.outcome}</span>
        <span class="traffic-ms">{Math.round(line.ms)} ms</span>
      </button>
    </li>
  )
}
