import type { Outcome, Progress, Trouble } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import { refName } from '../resource.ts'
import { bold, code, text, type Text } from '../text.ts'
import type { Button, Part, Tone, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { planView, subject } from './plan-view.ts'
import { refusalView } from './refusal-view.ts'

type Around = {
  readonly requestId: string
  readonly invocation: string
  readonly at: Date
  /** Number of the intent on the audit trail. */
  readonly audit: number
  /** False when the outcome itself could not be put on record. */
  readonly isRecorded: boolean
}

/** The live message's last word. */
export function outcomeView(plan: Plan, outcome: Outcome, around: Around): View {
  const card = planView(plan, TONES[outcome.kind], titleOf(plan, outcome))
  return {
    ...card,
    parts: [
      ...card.parts.filter(stillMatters),
      ...partsOf(outcome, around),
      ...(around.isRecorded ? [] : [UNRECORDED]),
    ],
    buttons: nextSteps(plan, outcome),
    footer: text`${card.footer ?? []} · audit #${around.audit}`,
  }
}

const UNRECORDED: Part = {
  part: 'warning',
  text: text`How this ended could not be written to the audit trail; the program’s log has it.`,
}

/** How far the cluster is, as last seen. */
export type Sight = {
  readonly progress: Progress
  readonly elapsedMs: number
  readonly troubles: readonly Trouble[]
}

/** The live message while the cluster works on it. */
export function workingView(plan: Plan, sight?: Sight): View {
  const card = planView(plan, 'working', text`${plan.wording.doing} ${subject(plan)}`)
  const parts = sight ? [progressPart(sight), ...troubleParts(sight.troubles)] : []
  return { ...card, parts: [...card.parts, ...parts] }
}

/** The live message's last word when the intent could not be put on record: nothing was sent. */
export function unrecordedView(plan: Plan): View {
  const title = text`${plan.wording.noun} of ${subject(plan)} was not begun: the audit trail cannot be written`
  const card = planView(plan, 'failed', title)
  const parts = [...card.parts.filter(stillMatters), note(text`Nothing was changed.`)]
  return { ...card, parts, buttons: [] }
}

/** The live message's last word when something broke on our side; the person is told the rest. */
export function brokenView(plan: Plan): View {
  const title = text`${plan.wording.noun} of ${subject(plan)}: something broke on our side`
  return planView(plan, 'attention', title)
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
  interrupted: 'attention',
} as const satisfies Record<Outcome['kind'], Tone>

function titleOf({ wording, ...plan }: Plan, outcome: Outcome): Text {
  const name = subject(plan)
  const noun = text`${wording.noun} of ${name}`
  switch (outcome.kind) {
    case 'rolled-out':
      return text`${wording.done} ${name} in ${sayDuration(outcome.tookMs)}${revision(outcome.progress)}`
    case 'applied':
      return text`${wording.done} ${name}: the cluster accepted it`
    case 'failed':
      return text`${noun} failed after ${sayDuration(outcome.tookMs)}`
    case 'timed-out':
      return text`${noun} is not finished after ${sayDuration(outcome.tookMs)}; Deckwatch stopped watching`
    case 'refused':
      return text`${noun} was refused. Nothing was changed.`
    case 'unknown':
      return text`${noun}: it is not known whether it was made`
    case 'lost-sight':
      return text`${noun} was accepted, but its end was not seen`
    case 'superseded':
      return text`${noun} was accepted, then overtaken`
    case 'interrupted':
      return text`${noun} was accepted; Deckwatch is restarting and stopped watching`
    default:
      return outcome satisfies never
  }
}

function partsOf(outcome: Outcome, around: Around): readonly Part[] {
  switch (outcome.kind) {
    case 'rolled-out':
      return [line(text`${outcome.progress.available} of ${outcome.progress.desired} available`)]
    case 'applied':
      return [note(text`There is no rollout to follow for this kind.`)]
    case 'failed':
    case 'timed-out':
      return unhappyParts(outcome)
    case 'refused': {
      const refusal = refusalView(outcome.error, { ...around, nothingChanged: true })
      return [line(refusal.title), ...refusal.parts]
    }
    case 'interrupted':
      return [note(text`The rollout goes on in the cluster.`)]
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

const SHOWN_TROUBLES = 3

function troubleParts(troubles: readonly Trouble[]): Part[] {
  const shown = troubles.slice(0, SHOWN_TROUBLES).flatMap(troublePart)
  const rest = troubles.length - SHOWN_TROUBLES
  return rest > 0 ? [...shown, note(text`… and ${rest} more pods like these`)] : shown
}

function troublePart({ pod, container, why, lastLines }: Trouble): Part[] {
  const where = container === undefined ? text`${code(pod)}` : text`${code(pod)} ${container}`
  const said: Part = { part: 'warning', text: text`${where}: ${why}` }
  return lastLines ? [said, { part: 'output', output: lastLines, fileName: `${pod}.log` }] : [said]
}

function progressPart({ progress, elapsedMs }: Sight): Part {
  const { updated, available, desired } = progress
  const said = text`${updated} of ${desired} updated · ${available} available · ${sayDuration(elapsedMs)}`
  return { part: 'progress', done: Math.min(updated, available), total: desired, text: said }
}

const revision = (progress: Progress): Text =>
  progress.revision === undefined ? [] : text` · revision ${bold(progress.revision)}`

const line = (said: Text): Part => ({ part: 'text', text: said })
const note = (said: Text): Part => ({ part: 'note', text: said })

/** Once it ended, what was noted for the plan is history; what changed and its warnings are not. */
const stillMatters = ({ part }: Part) => part !== 'note'

function nextSteps(plan: Plan, outcome: Outcome): Button[] {
  const target = plan.effects[0]?.target ?? plan.followInstead
  if (!target) return []
  const on = `${refName(target)}${target.namespace === undefined ? '' : ` -n ${target.namespace}`} -c ${plan.cluster}`
  const look: Button = { label: 'Status', words: `rollout status ${on}` }
  switch (outcome.kind) {
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
