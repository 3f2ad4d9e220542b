import type { ClusterReader } from '../cluster.ts'
import { DeckwatchError, ForbiddenError, NotFoundError } from '../errors.ts'
import { podsOfRollout } from '../kinds/rollout-pods.ts'
import { assessRollout, type RolloutAssessment } from '../kinds/rollout.ts'
import { Workload } from '../kinds/workload.ts'
import type { Outcome, Progress } from '../outcome.ts'
import type { Effect, Target } from '../plan.ts'
import { refName } from '../resource.ts'
import type { Clock } from '../seams.ts'
import { code, join, text, type Text } from '../text.ts'
import { isMade } from './effect-state.ts'
import { lastWords, type LogGate, troubleOf } from './last-words.ts'
import type { Sight } from '../cards/working-view.ts'

export type Followed = {
  readonly target: Target
  /** What was written; absent when somebody else's rollout is followed. */
  readonly effect?: Effect
  /** The generation that the write made; earlier states say nothing about it. */
  readonly generation: number
}

export type FollowParts = {
  readonly reader: ClusterReader
  readonly clock: Clock
  /** Ends the watching, not the rollout. */
  readonly signal: AbortSignal
  readonly onSight: (sight: Sight) => void
  /** For how long others followed it before; milliseconds, none where absent. */
  readonly beforeMs?: number
  /** May the last log lines of this pod be shown where the change is told? */
  readonly mayShowLog: LogGate
}

const POLL_MS = 1000
/** A rollout that reports no deadline of its own is given this long (Kubernetes' default is 600 s). */
const DEFAULT_DEADLINE_S = 600
const GRACE_MS = 60_000
/** How long the cluster may be out of sight before we say so. */
const BLIND_MS = 120_000

/**
 * Watches a rollout until the cluster says it is complete or failed, or its own deadline and a minute have passed.
 * Undefined when `signal` ended the watching first. Reads the object once a second rather than watching: one small answer, and nothing to resume after a fault.
 */
export async function follow(followed: Followed, parts: FollowParts): Promise<Outcome | undefined> {
  const started = parts.clock.monotonic()
  let lastSeen = started
  for (;;) {
    if (parts.signal.aborted) return undefined
    const elapsed = (parts.beforeMs ?? 0) + parts.clock.monotonic() - started
    const look = await lookOnce(followed, parts)
    if (look.kind === 'ended') return look.outcome
    if (look.kind === 'seen') {
      lastSeen = parts.clock.monotonic()
      const ended = await judgeLook(look, elapsed, parts)
      if (ended) return ended
    } else if (parts.clock.monotonic() - lastSeen > BLIND_MS) {
      return { kind: 'lost-sight', why: look.why }
    }
    await parts.clock.sleep(POLL_MS, parts.signal).catch(() => undefined)
  }
}

type Look =
  | { readonly kind: 'seen'; readonly object: Workload; readonly assessment: RolloutAssessment }
  | { readonly kind: 'blind'; readonly why: Text }
  | { readonly kind: 'ended'; readonly outcome: Outcome }

async function lookOnce(
  { target, effect, generation }: Followed,
  { reader, clock }: FollowParts,
): Promise<Look> {
  try {
    const object = await reader.get(target, Workload)
    const now = object.metadata.generation ?? 0
    if (object.metadata.uid !== target.uid)
      return overtaken(text`${code(refName(target))} was deleted and created anew.`)
    // Kubernetes reads may lag behind a write (another API server, a cache): the old state would look complete.
    if (now < generation)
      return { kind: 'blind', why: text`The cluster still shows the state from before.` }
    if (effect && now > generation && !isMade(effect, object)) {
      return overtaken(
        text`Somebody or something changed ${code(refName(target))} again before the rollout ended.`,
      )
    }
    const pods = await podsOfRollout(reader, object).catch(() => [])
    return { kind: 'seen', object, assessment: assessRollout(object, pods, clock.now()) }
  } catch (error) {
    return failedLook(error, target)
  }
}

function failedLook(error: unknown, target: Target): Look {
  if (error instanceof NotFoundError) return overtaken(text`${code(refName(target))} was deleted.`)
  const why = error instanceof DeckwatchError ? error.text : text`Reading it failed.`
  return error instanceof ForbiddenError
    ? { kind: 'ended', outcome: { kind: 'lost-sight', why } }
    : { kind: 'blind', why }
}

const overtaken = (why: Text): Look => ({ kind: 'ended', outcome: { kind: 'superseded', why } })

async function judgeLook(
  { object, assessment }: Extract<Look, { kind: 'seen' }>,
  tookMs: number,
  { reader, onSight, mayShowLog }: FollowParts,
): Promise<Outcome | undefined> {
  const progress = progressOf(assessment)
  const { state, reasons } = assessment
  if (state === 'complete') return { kind: 'rolled-out', tookMs, progress }
  if (state === 'paused') return { kind: 'lost-sight', why: join(reasons, ' · ') }
  const isLate = tookMs > deadlineOf(object) * 1000 + GRACE_MS
  if (state === 'failed' || isLate) {
    const troubles = await lastWords(assessment.troubledPods, object.metadata.namespace, {
      reader,
      mayShowLog,
    })
    return {
      kind: state === 'failed' ? 'failed' : 'timed-out',
      tookMs,
      progress,
      reasons,
      troubles,
    }
  }
  // Until the controller has seen the change, its counts are those of before.
  if (state !== 'waiting-for-controller')
    onSight({ progress, elapsedMs: tookMs, troubles: assessment.troubledPods.map(troubleOf) })
  return undefined
}

function progressOf({ updated, available, desired, revision }: RolloutAssessment): Progress {
  return { updated, available, desired, ...(revision !== undefined && { revision }) }
}

function deadlineOf({ spec }: Workload): number {
  const seconds = spec?.['progressDeadlineSeconds']
  return typeof seconds === 'number' ? seconds : DEFAULT_DEADLINE_S
}
