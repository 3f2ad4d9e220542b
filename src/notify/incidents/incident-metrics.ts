import { bounded, counter, gauge, type Meter } from '../../core/meter.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Change } from './world.ts'
import type { Sign } from './sign.ts'

const severity = ['info', 'warning', 'critical'] as const

export const INCIDENTS = counter({
  name: 'deckwatch_incidents_total',
  help: 'What became of incidents: opened anew, reopened because the same trouble came back, merged into the one that explains it, muted, resolved.',
  labels: { event: ['opened', 'reopened', 'merged', 'muted', 'resolved'], severity },
})

export const INCIDENTS_OPEN = gauge({
  name: 'deckwatch_incidents_open',
  help: 'Incidents that go on, those about the bot itself too; merged ones are counted with the one that tells of them.',
  labels: { severity, muted: ['yes', 'no'] },
})

export const FINDINGS = gauge({
  name: 'deckwatch_findings',
  help: 'Troubles that a detector sees at this moment, whether or not they were told yet.',
  labels: {
    detector: bounded('the detectors, those for your own conditions, and what alerts say'),
    severity,
  },
})

export function meterChanges(changes: readonly Change[], meter: Meter): void {
  for (const { before, next } of changes)
    for (const event of eventsOf(before, next))
      meter.count(INCIDENTS, { event, severity: next.severity })
}

type Event = (typeof INCIDENTS.labels.event)[number]

function eventsOf(before: Incident | undefined, next: Incident): readonly Event[] {
  const beginning: Event = before ? 'reopened' : 'opened'
  const turn = next.state === 'open' ? beginning : 'resolved'
  const happened: readonly (readonly [Event, boolean])[] = [
    [turn, before?.state !== next.state],
    ['merged', next.foldedInto !== undefined && before?.foldedInto === undefined],
    ['muted', next.mute !== undefined && before?.mute === undefined],
  ]
  return happened.flatMap(([event, isSo]) => (isSo ? [event] : []))
}

type Seeing = {
  readonly incidents: () => readonly Incident[]
  readonly signs: () => readonly Sign[]
}

/** What is open and what is seen, counted when somebody asks. */
export function meterWhatIs({ incidents, signs }: Seeing, meter: Meter): void {
  meter.read(INCIDENTS_OPEN, () => {
    const open = incidents().filter((it) => it.state === 'open' && it.foldedInto === undefined)
    return INCIDENTS_OPEN.labels.severity.flatMap((grade) =>
      INCIDENTS_OPEN.labels.muted.map((muted) => ({
        labels: { severity: grade, muted },
        value: open.filter((it) => it.severity === grade && (it.mute ? 'yes' : 'no') === muted)
          .length,
      })),
    )
  })
  meter.read(FINDINGS, () =>
    signs().map(({ detector, finding }) => ({
      labels: { detector: detector.id, severity: finding.severity },
      value: 1,
    })),
  )
}
