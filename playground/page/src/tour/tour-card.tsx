import type { ComponentChildren, RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { peopleOf } from '../shell/seat.ts'
import { type Pane, useDesk } from '../shell/desk.ts'
import { Pointer, usePlace } from './pointer.tsx'
import type { Step } from './step.ts'
import type { Tour } from './use-tour.ts'

/** The tour, beside what it speaks of; never in the way of the keyboard. */
export function TourCard({ tour }: { readonly tour: Tour }) {
  const step = tour.steps[tour.at]
  if (tour.state === 'away' || !step) return null
  if (tour.state === 'invited') return <Invitation tour={tour} />
  if (tour.state === 'finished') return <Farewell tour={tour} />
  return <StepCard key={step.id} tour={tour} step={step} />
}

function Invitation({ tour }: { readonly tour: Tour }) {
  return (
    <Card title="Welcome">
      <p>
        The real bot runs here, against a Slack and a cluster that live in this program. Nothing
        leaves your machine. A tour of {tour.steps.length} short steps shows you around; leave it
        whenever you like.
      </p>
      <footer>
        <button type="button" class="text-button" onClick={tour.leave}>
          Not now
        </button>
        <button type="button" class="button primary" onClick={tour.begin}>
          Begin the tour
        </button>
      </footer>
    </Card>
  )
}

function Farewell({ tour }: { readonly tour: Tour }) {
  const { world, compose } = useDesk()
  return (
    <Card title="That is the road of a change">
      <p>
        Ask, plan, judge, agree, do it as you, follow it to the verdict, take it back. Lose a node
        next, or ask for{' '}
        <button
          type="button"
          class="text-button"
          onClick={() => compose(`${world.slack.slashCommand} help`)}
        >
          help
        </button>
        . The README says how to connect your own Slack and your own cluster.
      </p>
      <footer>
        <button type="button" class="button primary" onClick={tour.leave}>
          Done
        </button>
      </footer>
    </Card>
  )
}

function StepCard({ tour, step }: { readonly tour: Tour; readonly step: Step }) {
  const card = useRef<HTMLElement>(null)
  const place = usePlace(step, card)
  return (
    <>
      <Pointer at={place.target} />
      <Card
        title={step.title}
        progress={`${tour.at + 1} of ${tour.steps.length}`}
        element={card}
        pane={step.pane}
        isLow={step.pane === 'chat' && !step.offer}
        style={place.card}
      >
        <p>{step.text}</p>
        {step.offer && <Offer offer={step.offer} />}
        <footer>
          <button type="button" class="text-button" onClick={tour.leave}>
            Leave the tour
          </button>
          <span class="spacer" />
          {tour.at > 0 && (
            <button type="button" class="button small" onClick={() => tour.go(tour.at - 1)}>
              Back
            </button>
          )}
          <button
            type="button"
            class={`button small ${tour.done ? 'primary' : ''}`}
            onClick={() => tour.go(tour.at + 1)}
          >
            {tour.done ? 'Next' : 'Skip'}
          </button>
        </footer>
        {tour.done && (
          <p class="tour-done" role="status">
            ✓ Done
          </p>
        )}
      </Card>
    </>
  )
}

function Offer({ offer }: { readonly offer: NonNullable<Step['offer']> }) {
  const { world, me, be, open, compose } = useDesk()
  const person = peopleOf(world).find(({ name }) => name === offer.as)
  const isMe = person?.id === me.id
  const setUp = () => {
    const ops = world.slack.channels.find(({ name }) => name === 'ops')
    if (person && !isMe) be(person.id)
    if (ops) open(ops.id)
    compose(offer.words)
  }
  return (
    <button type="button" class="offer" onClick={setUp}>
      <code>{offer.words}</code>
      <span>
        {isMe ? 'Put it in the composer' : `Be ${person?.realName ?? offer.as} and put it in`}
      </span>
    </button>
  )
}

type CardProps = {
  readonly title: string
  readonly progress?: string
  readonly pane?: Pane
  /** On a phone at the bottom: nothing is to be typed, and what is spoken of stands above. */
  readonly isLow?: boolean
  readonly element?: RefObject<HTMLElement | null>
  readonly style?: Readonly<Record<string, string>> | undefined
  readonly children: ComponentChildren
}

function Card({ title, progress, pane, isLow, element, style = {}, children }: CardProps) {
  return (
    <section
      {...(element && { ref: element })}
      class={`tour-card beside-${pane ?? 'nothing'} ${isLow ? 'low' : ''}`}
      style={style}
      aria-label={`Tour: ${title}`}
      aria-live="polite"
    >
      <header>
        <h2>{title}</h2>
        {progress && <span class="muted">{progress}</span>}
      </header>
      {children}
    </section>
  )
}
