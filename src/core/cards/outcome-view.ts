import type { HeldPlan } from '../held/held-plan.ts'
import type { Outcome, Progress } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import { refName } from '../resource.ts'
import { bold, text, type Text } from '../text.ts'
import type { Button, Part, Tone, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { type Aftermath, aftermathButtons, aftermathFooter, aftermathParts } from './aftermath.ts'
import { planView, subject } from './plan-view.ts'
import { refusalView } from './refusal-view.ts'
import { troubleParts } from './working-view.ts'

export type AroundOutcome = Aftermath & {
  readonly invocation: string
  readonly at: Date
  /** False when the outcome itself could not be put on record yet. */
  readonly isRecorded: boolean
}

/** The card's last word. */
export function outcomeView(held: HeldPlan, outcome: Outcome, around: AroundOutcome): View {
  const { plan } = held
  const card = planView(plan, TONES[outcome.kind], titleOf(plan, outcome))
  const after = aftermathParts(held, around)
  return {
    ...card,
    parts: [
      ...card.parts.filter(stillMatters),
      ...partsOf(outcome, { ...around, requestId: plan.requestId }),
      ...after,
      ...(around.isRecorded ? [] : [UNRECORDED]),
    ],
    buttons: [...aftermathButtons(held, around), ...nextSteps(plan, outcome.kind)],
    footer: text`${card.footer ?? []}${aftermathFooter(held, around)}`,
  }
}

/** The same from what the store keeps of it, when the moment is over. */
export function endedView(held: HeldPlan, after: Aftermath = {}): View {
  const { plan, outcome } = held
  const kind = kindOf(outcome?.kind)
  const card = planView(plan, TONES[kind], endedTitle(plan, kind))
  const why: Part[] = outcome?.why === undefined ? [] : [line(text`${outcome.why}`)]
  return {
    ...card,
    parts: [...card.parts.filter(stillMatters), ...why, ...aftermathParts(held, after)],
    buttons: [...aftermathButtons(held, after), ...(after.undoneBy ? [] : nextSteps(plan, kind))],
    footer: text`${card.footer ?? []}${aftermathFooter(held, after)}`,
  }
}

const UNRECORDED: Part = {
  part: 'warning',
  text: text`Not on record yet: the store is away. It is written down as soon as it is back.`,
}

const TONES = {
  'rolled-out': 'done',
  applied: 'done',
  failed: 'failed',
  'timed-out': 'failed',
  refused: 'failed',
  unknown: 'attention',
  'lost-sight': 'attention',
  superseded: 'attention',
} as const satisfies Record<Outcome['kind'], Tone>

type Kind = Outcome['kind']

const isKind = (kind: string): kind is Kind => Object.hasOwn(TONES, kind)

/** What a newer program wrote, and this one does not know, is not known. */
const kindOf = (kind: string | undefined): Kind =>
  kind !== undefined && isKind(kind) ? kind : 'unknown'

function endedTitle(plan: Plan, kind: Kind): Text {
  const name = subject(plan)
  const noun = text`${plan.wording.noun} of ${name}`
  const titles: Record<Kind, Text> = {
    'rolled-out': text`${plan.wording.done} ${name}`,
    applied: text`${plan.wording.done} ${name}`,
    failed: text`${noun} failed`,
    'timed-out': text`${noun} did not finish in time`,
    refused: text`${noun} was refused. Nothing was changed.`,
    unknown: text`${noun}: it is not known whether it was made`,
    'lost-sight': text`${noun} was accepted, but its end was not seen`,
    superseded: text`${noun} was accepted, then overtaken`,
  }
  return titles[kind]
}

/** Nothing of what was over at once. */
const tookOf = (ms: number) => (ms < 1000 ? '' : ` in ${sayDuration(ms)}`)

/** The same with how long it took, which only the moment knows. */
function titleOf(plan: Plan, outcome: Outcome): Text {
  const ended = endedTitle(plan, outcome.kind)
  switch (outcome.kind) {
    case 'rolled-out':
      return text`${ended}${tookOf(outcome.tookMs)}${revision(outcome.progress)}`
    case 'applied':
      return text`${ended}: the cluster accepted it`
    case 'failed':
      return text`${ended} after ${sayDuration(outcome.tookMs)}`
    case 'timed-out':
      return text`${plan.wording.noun} of ${subject(plan)} is not finished after ${sayDuration(outcome.tookMs)}; Deckwatch stopped watching`
    default:
      return ended
  }
}

type AroundParts = AroundOutcome & { readonly requestId: string }

function partsOf(outcome: Outcome, around: AroundParts): readonly Part[] {
  switch (outcome.kind) {
    case 'rolled-out':
      return [line(text`${outcome.progress.available} of ${outcome.progress.desired} available`)]
    case 'applied':
      return [note(text`Nothing has to roll out for it.`)]
    case 'failed':
    case 'timed-out':
      return unhappyParts(outcome)
    case 'refused': {
      const refusal = refusalView(outcome.error, { ...around, nothingChanged: true })
      return [line(refusal.title), ...refusal.parts]
    }
    default:
      return [line(outcome.why)]
  }
}

type Unhappy = Extract<Outcome, { kind: 'failed' | 'timed-out' }>

function unhappyParts({ reasons, troubles, progress }: Unhappy): Part[] {
  const { updated, available, desired } = progress
  const state = text`${updated} of ${desired} updated · ${available} available and serving`
  return [...reasons.map(line), ...troubleParts(troubles), note(state)]
}

const revision = (progress: Progress): Text =>
  progress.revision === undefined ? [] : text` · revision ${bold(progress.revision)}`

const line = (said: Text): Part => ({ part: 'text', text: said })
const note = (said: Text): Part => ({ part: 'note', text: said })

/** Once it ended, what was noted for the plan is history; what changed and its warnings are not. */
const stillMatters = ({ part }: Part) => part !== 'note'

function nextSteps(plan: Plan, kind: Outcome['kind']): Button[] {
  const target = plan.effects[0]?.target ?? plan.followInstead
  if (!target) return []
  const on = `${refName(target)}${target.namespace === undefined ? '' : ` -n ${target.namespace}`} -c ${plan.cluster}`
  const look: Button = { label: 'Status', words: `rollout status ${on}` }
  switch (kind) {
    case 'rolled-out':
    case 'applied':
      return []
    case 'failed':
    case 'timed-out':
      return [
        { label: 'Logs', words: `logs ${on}` },
        { label: 'Events', words: `events ${on}` },
        ...(plan.command === 'scale'
          ? []
          : [{ label: 'Roll back', words: `rollback ${on}`, style: 'danger' as const }]),
      ]
    case 'refused':
      return [{ label: 'Describe', words: `describe ${on}` }]
    default:
      return [look]
  }
}
