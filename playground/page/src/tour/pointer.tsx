import { useLayoutEffect, useState } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import type { Step } from './step.ts'

type Box = {
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
}

export type Place = {
  readonly target: Box | undefined
  /** Where the card goes; empty on a phone, where it is docked by the stylesheet. */
  readonly card: Readonly<Record<string, string>>
}

const GAP = 14
const EDGE = 12
const PHONE = 760
const TOP_BAR = 48

/** A ring around what the step speaks of. */
export function Pointer({ at }: { readonly at: Box | undefined }) {
  if (!at) return null
  const style = {
    top: `${at.top - 5}px`,
    left: `${at.left - 5}px`,
    width: `${at.width + 10}px`,
    height: `${at.height + 10}px`,
  }
  return <div class="tour-ring" style={style} aria-hidden="true" />
}

/** Follows the step's target as the page moves, and finds room for the card beside it. */
export function usePlace(step: Step, card: { readonly current: HTMLElement | null }): Place {
  const { pane } = useDesk()
  const [place, setPlace] = useState<Place>({ target: undefined, card: {} })
  useLayoutEffect(() => {
    findTarget(step)?.scrollIntoView({ block: 'nearest' })
    const look = () => setPlace((before) => keepSame(before, measure(step, card.current)))
    look()
    const timer = setInterval(look, 200)
    addEventListener('resize', look)
    return () => {
      clearInterval(timer)
      removeEventListener('resize', look)
    }
  }, [step.id, step.target, pane])
  return place
}

/** The target itself, or on a phone the tab that leads to it. */
function findTarget(step: Step): HTMLElement | undefined {
  const candidates = document.querySelectorAll<HTMLElement>(
    `${step.target}, [data-tour="tab-${step.pane}"]`,
  )
  return [...candidates].find((element) => element.checkVisibility({ visibilityProperty: true }))
}

function measure(step: Step, card: HTMLElement | null): Place {
  const box = findTarget(step)?.getBoundingClientRect()
  if (!box) return { target: undefined, card: {} }
  const target = { top: box.top, left: box.left, width: box.width, height: box.height }
  if (innerWidth < PHONE || !card) return { target, card: {} }
  return { target, card: beside(target, { width: card.offsetWidth, height: card.offsetHeight }) }
}

type Size = { readonly width: number; readonly height: number }

/** Beside the target, where it hides no answer; under it at the top edge; else in the upper right corner. */
function beside(target: Box, { width, height }: Size): Readonly<Record<string, string>> {
  const right = target.left + target.width + GAP
  const left = target.left - width - GAP
  const middle = target.top + target.height / 2 - height / 2
  const under = target.top + target.height + GAP
  if (target.top < TOP_BAR) return at(target.left + target.width - width, under, { width, height })
  if (right + width + EDGE <= innerWidth) return at(right, middle, { width, height })
  if (left >= EDGE) return at(left, middle, { width, height })
  return at(innerWidth, TOP_BAR + EDGE, { width, height })
}

function at(left: number, top: number, { width, height }: Size): Readonly<Record<string, string>> {
  const fit = (value: number, room: number) =>
    Math.round(Math.max(EDGE, Math.min(value, room - EDGE)))
  return {
    top: `${fit(top, innerHeight - height)}px`,
    left: `${fit(left, innerWidth - width)}px`,
    bottom: 'auto',
    right: 'auto',
  }
}

const keepSame = (before: Place, now: Place) =>
  JSON.stringify(before) === JSON.stringify(now) ? before : now
