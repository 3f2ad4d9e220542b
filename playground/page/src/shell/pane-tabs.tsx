import { type Pane, useDesk } from './desk.ts'

const TABS: readonly (readonly [Pane, string])[] = [
  ['chat', 'Chat'],
  ['cluster', 'Cluster'],
  ['traffic', 'Traffic'],
]

/** On a narrow screen: one pane at a time. */
export function PaneTabs() {
  const { pane, show, world } = useDesk()
  const isTroubled = world.clusters.some(({ workloads }) => workloads.some((w) => w.tone === 'bad'))
  return (
    <nav class="tabs" aria-label="Panes">
      {TABS.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-current={pane === name ? 'page' : undefined}
          data-tour={`tab-${name}`}
          onClick={() => show(name)}
        >
          {label}
          {name === 'cluster' && isTroubled && (
            <span class="tone bad" title="Something is broken" />
          )}
        </button>
      ))}
    </nav>
  )
}
