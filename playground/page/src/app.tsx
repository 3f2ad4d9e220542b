import { useEffect, useState } from 'preact/hooks'
import type { World } from '../../host/page-wire.ts'
import { ChatPane } from './chat/chat-pane.tsx'
import { ClusterPane } from './cluster/cluster-pane.tsx'
import { type Desk, DeskProvider } from './shell/desk.ts'
import { PaneTabs } from './shell/pane-tabs.tsx'
import { ShortcutsDialog, useShortcuts } from './shell/shortcuts.tsx'
import { useTheme } from './shell/theme.ts'
import { Toast } from './shell/toast.tsx'
import { TopBar } from './shell/top-bar.tsx'
import { peopleOf } from './shell/seat.ts'
import { useDeskState } from './shell/use-desk-state.ts'
import { TourCard } from './tour/tour-card.tsx'
import { useTour } from './tour/use-tour.ts'
import { TrafficPane } from './traffic/traffic-pane.tsx'
import { connectWorld, type Link, type Listening } from './world/connect-world.ts'

/** The page: it waits for the world, then shows it. */
export function App() {
  const [{ link, world }, hear] = useState<Listening>({ link: 'connecting', world: undefined })
  useEffect(() => connectWorld(hear), [])
  if (!world) {
    return (
      <p class="waiting" role="status">
        {link === 'lost' ? 'The playground does not answer. Is it still running?' : 'Connecting…'}
      </p>
    )
  }
  return <Playground world={world} link={link} />
}

function Playground({ world, link }: { readonly world: World; readonly link: Link }) {
  const [problem, report] = useState<string>()
  const [helping, help] = useState(false)
  const desk = useDeskState(world, report)
  const tour = useTour(desk)
  const { theme, turn } = useTheme()
  usePageShortcuts(desk, { turnTheme: turn, help: () => help(true) })
  return (
    <DeskProvider value={desk}>
      <a class="skip" href="#composer">
        Skip to the composer
      </a>
      <TopBar theme={theme} turnTheme={turn} tour={tour.begin} help={() => help(true)} />
      {link === 'lost' && (
        <p class="lost" role="status">
          The connection to the playground is lost. Trying again…
        </p>
      )}
      <main class={`panes show-${desk.pane} ${desk.trafficOpen ? 'with-traffic' : ''}`}>
        <ChatPane />
        <ClusterPane />
        {desk.trafficOpen && <TrafficPane />}
      </main>
      <PaneTabs />
      <TourCard tour={tour} />
      <Toast problem={problem} clear={() => report(undefined)} />
      {helping && <ShortcutsDialog close={() => help(false)} />}
    </DeskProvider>
  )
}

type PageActs = { readonly turnTheme: () => void; readonly help: () => void }

function usePageShortcuts(desk: Desk, { turnTheme, help }: PageActs) {
  useShortcuts({
    help,
    theme: turnTheme,
    compose: () => desk.compose('/'),
    traffic: () => (desk.trafficOpen ? desk.closeTraffic() : desk.show('traffic')),
    person(index) {
      const person = peopleOf(desk.world)[index]
      if (person) desk.be(person.id)
    },
    escape() {
      if (desk.threadTs) desk.openThread(undefined)
      else if (desk.trafficOpen) desk.closeTraffic()
    },
  })
}
