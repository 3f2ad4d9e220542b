import { useMemo, useState } from 'preact/hooks'
import type { Desk } from '../shell/desk.ts'
import { useStored } from '../shell/use-stored.ts'
import type { Step } from './step.ts'
import { tourSteps } from './steps.ts'

/** Where somebody is in the tour: not asked yet, in it, or through (or skipped). */
export type Tour = {
  readonly state: 'invited' | 'running' | 'finished' | 'away'
  readonly steps: readonly Step[]
  readonly at: number
  readonly done: boolean
  readonly begin: () => void
  readonly go: (to: number) => void
  readonly leave: () => void
}

/** The tour's progress, remembered in this browser: it goes on where it was left. */
export function useTour(desk: Desk): Tour {
  const [place, setPlace] = useStored('tour', 'invited')
  const [from, setFrom] = useState(0)
  // As the cluster was when the step began: its words must not change under the reader's hand.
  const steps = useMemo(() => tourSteps(desk.world), [place])
  const [state = 'invited', word = '0'] = place.split(' ')
  const at = Math.min(Number(word) || 0, steps.length - 1)
  const go = (to: number) => {
    setFrom(desk.deeds.length)
    setPlace(to < steps.length ? `running ${Math.max(0, to)}` : 'finished 0')
  }
  const step = steps[at]
  const isRunning = state === 'running'
  const done =
    isRunning && step?.done({ world: desk.world, deeds: desk.deeds.slice(from) }) === true
  return {
    state: isState(state) ? state : 'invited',
    steps,
    at,
    done,
    begin: () => go(state === 'finished' ? 0 : at),
    go,
    leave: () => setPlace(`away ${isRunning ? at : 0}`),
  }
}

const isState = (word: string): word is Tour['state'] =>
  ['invited', 'running', 'finished', 'away'].includes(word)
