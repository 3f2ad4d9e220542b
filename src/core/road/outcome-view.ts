import type { Outcome, Progress, Trouble } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import { refName } from '../resource.ts'
import { bold, code, text, type Text } from '../text.ts'
import type { Button, Part, Tone, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { planView, subject } from './plan-view.ts'
import { refusalView } from './refusal-view.ts'

type Around = { readonly requestId: string; readonly invocation: string; readonly at: Date }

/** The live message's last word. */
export function outcomeView(plan: Plan, outcome: Outcome, around: Around): View {
  const { tone, title, parts } = told(plan, outcome, around)
  const card = planView(plan, tone, title)
  return {
    ...card,
    parts: [...card.parts.filter(stillMatters), ...parts],
    buttons: nextSteps(plan, outcome),
  }
}

/** The live message while the cluster works on it. */
export function workingView(
  plan: Plan,
  progress: Progress | undefined,
  elapsedMs: number,
  troubles: readonly Trouble[] = [],
): View {
  const card = planView(plan, 'working', text`${plan.wording.doing} ${subject(plan)}`)
  const parts = progress ? [progressPart(progress, elapsedMs), ...troubleParts(troubles)] : []
  return { ...card, parts: [...card.parts, ...parts] }
}

/** The live message's last word when something broke on our side; the person is told the rest. */
export function brokenView(plan: Plan): View {
  const title = text`${plan.wording.noun} of ${subject(plan)}: something broke on our side`
  return planView(plan, 'attention', title)
}

type Told = { readonly tone: Tone; readonly title: Text; readonly parts: readonly Part[] }

function told(plan: Plan, outcome: Outcome, around: Around): Told {
  const { wording } = plan
  const name = subject(plan)
  switch (outcome.kind) {
    case 'rolled-out':
      return done(
        text`${wording.done} ${name} in ${sayDuration(outcome.tookMs)}${revision(outcome.progress)}`,
        outcome.progress,
      )
    case 'applied':
      return {
        tone: 'done',
        title: text`${wording.done} ${name}: the cluster accepted it`,
        parts: [note(text`There is no rollout to follow for this kind.`)],
      }
    case 'failed':
      return failed(
        text`${wording.noun} of ${name} failed after ${sayDuration(outcome.tookMs)}`,
        outcome,
      )
    case 'timed-out':
      return failed(
        text`${wording.noun} of ${name} is not finished after ${sayDuration(outcome.tookMs)}; Deckwatch stopped watching`,
        outcome,
      )
    case 'refused': {
      const refusal = refusalView(outcome.error, { ...around, nothingChanged: true })
      return {
        tone: 'failed',
        title: text`${wording.noun} of ${name} was refused. Nothing was changed.`,
        parts: [{ part: 'text', text: refusal.title }, ...refusal.parts],
      }
    }
    case 'unknown':
      return {
        tone: 'attention',
        title: text`${wording.noun} of ${name}: it is not known whether it was made`,
        parts: [{ part: 'text', text: outcome.why }],
      }
    case 'lost-sight':
      return {
        tone: 'attention',
        title: text`${wording.noun} of ${name} was accepted, but its end was not seen`,
        parts: [{ part: 'text', text: outcome.why }],
      }
    case 'superseded':
      return {
        tone: 'attention',
        title: text`${wording.noun} of ${name} was accepted, then overtaken`,
        parts: [{ part: 'text', text: outcome.why }],
      }
    case 'interrupted':
      return {
        tone: 'attention',
        title: text`${wording.noun} of ${name} was accepted; Deckwatch is restarting and stopped watching`,
        parts: [note(text`The rollout goes on in the cluster.`)],
      }
    default:
      return outcome satisfies never
  }
}

const done = (title: Text, { available, desired }: Progress): Told => ({
  tone: 'done',
  title,
  parts: [{ part: 'text', text: text`${available} of ${desired} available` }],
})

type Unhappy = Extract<Outcome, { kind: 'failed' | 'timed-out' }>

function failed(title: Text, { reasons, troubles, progress }: Unhappy): Told {
  const why: Part[] = reasons.map((reason) => ({ part: 'text', text: reason }))
  const state = note(
    text`${progress.updated} of ${progress.desired} updated · ${progress.available} available and serving`,
  )
  return { tone: 'failed', title, parts: [...why, ...troubleParts(troubles), state] }
}

const SHOWN_TROUBLES = 3

function troubleParts(troubles: readonly Trouble[]): Part[] {
  const shown = troubles.slice(0, SHOWN_TROUBLES).flatMap(troublePart)
  const rest = troubles.length - SHOWN_TROUBLES
  return rest > 0 ? [...shown, note(text`… and ${rest} more pods like these`)] : shown
}

function troublePart({ pod, container, why, lastLines }: Trouble): Part[] {
  const where = container === undefined ? text`${code(pod)}` : text`${code(pod)} ${container}`
  const line: Part = { part: 'warning', text: text`${where}: ${why}` }
  return lastLines ? [line, { part: 'output', output: lastLines, fileName: `${pod}.log` }] : [line]
}

function progressPart({ updated, available, desired }: Progress, elapsedMs: number): Part {
  const line = text`${updated} of ${desired} updated · ${available} available · ${sayDuration(elapsedMs)}`
  return { part: 'progress', done: Math.min(updated, available), total: desired, text: line }
}

const revision = (progress: Progress): Text =>
  progress.revision === undefined ? [] : text` · revision ${bold(progress.revision)}`

const note = (line: Text): Part => ({ part: 'note', text: line })

/** Once it ended, warnings about what may happen are history; what changed is not. */
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
