import type { World } from '../../../host/page-wire.ts'
import type { Deed, Pane } from '../shell/desk.ts'

/** What a step may look at to know that it is done. */
export type Seen = {
  readonly world: World
  /** What the person did since the step began. */
  readonly deeds: readonly Deed[]
}

export type Step = {
  readonly id: string
  readonly title: string
  readonly text: string
  /** CSS selector of what the step points at, and the pane it is in. */
  readonly target: string
  readonly pane: Pane
  /** Sets the person and the words up; pressing Enter stays with the person. */
  readonly offer?: Offer
  readonly done: (seen: Seen) => boolean
}

/** Words for the composer, said as somebody. */
export type Offer = { readonly as: string; readonly words: string }

type Asking = Pick<Step, 'id' | 'title' | 'text'> & {
  readonly offer: Offer
  /** One of these is in what they say; the bot's answer ends the step. */
  readonly counts: readonly string[]
}

/** A step in which somebody asks the bot something and it answers. */
export function asking({ counts, ...step }: Asking): Step {
  return {
    ...step,
    target: '[data-tour=composer]',
    pane: 'chat',
    done: (seen) => isAnswered(seen, step.offer.as, counts),
  }
}

type Agreeing = Pick<Step, 'id' | 'title' | 'text' | 'target'> & {
  /** Handles of the people who each press something. */
  readonly who: readonly string[]
}

/** A step in which people press buttons of a card. */
export function agreeing({ who, ...step }: Agreeing): Step {
  const pressed = (deeds: readonly Deed[], name: string) =>
    deeds.some((deed) => deed.deed === 'pressed' && deed.who === name)
  return { ...step, pane: 'chat', done: ({ deeds }) => who.every((name) => pressed(deeds, name)) }
}

function isAnswered({ world, deeds }: Seen, who: string, counts: readonly string[]): boolean {
  const said = deeds.find(
    (deed) =>
      deed.deed === 'said' && deed.who === who && counts.some((word) => deed.text.includes(word)),
  )
  if (!said) return false
  return world.slack.messages.some((one) => one.from !== 'user' && Number(one.ts) * 1000 > said.at)
}
