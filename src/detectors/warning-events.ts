import { ownersOf, rootOwner } from '../core/about/owners.ts'
import { subjectOf } from '../core/about/subject.ts'
import type { Detector } from '../core/finding.ts'
import { text, time } from '../core/text.ts'
import type { Keeping, Look, Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { KUBELET_FAILED, UNCOVERED_WARNINGS } from './events/covered-reasons.ts'
import { EVENT_PATHS, eventSeries, type EventSeries } from './events/event-series.ts'
import { involvedIn, watchedInvolved } from './events/involved.ts'
import { oneLine } from './reading/one-line.ts'

/** A series is told when it has come so often, over so long. */
const LEAST_COUNT = 5
const LEAST_SPAN = 5 * 60_000
/** And is over when it has not come for so long; the API server forgets it after an hour. */
const QUIET = 15 * 60_000

const EVENTS: Keeping = {
  group: '',
  resource: 'events',
  paths: EVENT_PATHS,
  fieldSelector: UNCOVERED_WARNINGS,
  longest: 300,
}

/** `others` see a trouble in the object itself: what they tell needs no event. */
export function createWarningEvents(others: readonly Detector[]): Detector {
  const isSeen = (object: Watched, look: Look, now: Date) =>
    others
      .filter(({ resource }) => resource === nameOf(object))
      .some((detector) => detector.look(object, look, now).length > 0)
  return defineDetector({
    id: 'warning-events',
    summary:
      'Kubernetes warns of an object again and again, at least 5 times over 5 min, and no other detector sees why; over when it has not come for 15 min',
    resource: 'events',
    keeps: [EVENTS],
    severity: 'info',
    holdMs: 0,
    clearMs: 0,
    nextStep: 'Read what it says, and the other events of the object: describe.',
    see(event, look, now) {
      const series = eventSeries(event)
      const involved = involvedIn(event)
      if (!series || !involved || !isGoingOn(series, now)) return undefined
      if (series.reason === KUBELET_FAILED && involved.kind === 'Pod') return undefined
      const object = watchedInvolved(involved, look)
      if (object && withOwners(object, look).some((one) => isSeen(one, look, now))) return undefined
      const { reason, message, count, first, last } = series
      const subject = object ? subjectOf(object) : involved
      return {
        subject,
        about: object ? rootOwner(object, look) : involved,
        cause: causeOf(reason),
        summary: text`warns again and again: ${oneLine(reason, 80)}`,
        evidence: [
          [oneLine(message)],
          text`${count} times since ${time(first)}, last ${time(last)}`,
        ],
        since: first,
      }
    },
  })
}

function isGoingOn({ count, first, last }: EventSeries, now: Date): boolean {
  const isSeries = count >= LEAST_COUNT && last.getTime() - first.getTime() >= LEAST_SPAN
  return isSeries && now.getTime() - last.getTime() < QUIET
}

const withOwners = (object: Watched, look: Look): readonly Watched[] => [
  object,
  ...ownersOf(object, look).flatMap(({ uid }) => look.byUid(uid) ?? []),
]

const nameOf = ({ group, resource }: Watched) => (group === '' ? resource : `${resource}.${group}`)

/** `event-failed-create`: reasons differ, so do causes. */
const causeOf = (reason: string): string =>
  `event-${reason
    .slice(0, 60)
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}`
