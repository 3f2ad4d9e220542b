import { useState } from 'preact/hooks'
import type { Desk, Pane } from './desk.ts'

type Panes = Pick<Desk, 'pane' | 'trafficOpen' | 'show' | 'closeTraffic'>

/** Which parts of the page are shown; `look` is told when somebody opens the traffic. */
export function usePanes(look: () => void): Panes {
  const [pane, setPane] = useState<Pane>('chat')
  const [trafficOpen, setTrafficOpen] = useState(false)
  return {
    pane,
    trafficOpen,
    show(next) {
      setPane(next)
      if (next !== 'traffic') return
      setTrafficOpen(true)
      look()
    },
    closeTraffic() {
      setTrafficOpen(false)
      setPane('chat')
    },
  }
}
