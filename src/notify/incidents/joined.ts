import type { Severity, Subject } from '../../core/finding.ts'
import { type Text, text } from '../../core/text.ts'
import { compareSeverity, type Metadata, type Seen, type Sign } from './sign.ts'

type Entry = {
  readonly cluster: string
  readonly firstSeen: Date
  /** By the uid of the object that shows it. */
  readonly shown: ReadonlyMap<string, Seen>
}

/** Evidence of the speaker that goes before the lines of alerts: a card shows few. */
const BEFORE_REPORTS = 2
const REPORTS = 5

/** All that is shown of one trouble, as one. What detectors see speaks for it, and alerts where none sees anything. */
export function joined(key: string, { cluster, firstSeen, shown }: Entry): Sign {
  const all = [...shown.values()]
  const seen = all.filter(({ report }) => report === undefined)
  const reported = all.filter(({ report }) => report !== undefined)
  const speaker = worstOf(seen.length > 0 ? seen : all)
  const since = all.reduce(
    (earliest, { finding }) =>
      finding.since && finding.since < earliest ? finding.since : earliest,
    firstSeen,
  )
  return {
    key,
    cluster,
    // Who sends alerts waited already.
    detector: reported.length > 0 ? { ...speaker.detector, holdMs: 0 } : speaker.detector,
    finding:
      reported.length > 0
        ? { ...speaker.finding, severity: severityOf(all), evidence: evidenceOf(speaker, reported) }
        : speaker.finding,
    metadata: withLabels(speaker.metadata, reported),
    subjects: subjectsOf(all),
    since,
    explains: new Set(all.flatMap(({ finding }) => finding.explains ?? [])),
    isReported: reported.length > 0,
  }
}

/** The first seen stays the speaker among equals: a card must not change its words without need. */
const worstOf = (all: readonly Seen[]): Seen =>
  all.reduce((one, other) =>
    compareSeverity(other.finding.severity, one.finding.severity) > 0 ? other : one,
  )

/** What an alert says of itself is for routes, too. */
function withLabels(metadata: Metadata, reported: readonly Seen[]): Metadata {
  if (reported.length === 0) return metadata
  const entries = reported.flatMap((one) => Object.entries(one.metadata.labels))
  return { ...metadata, labels: { ...Object.fromEntries(entries), ...metadata.labels } }
}

const severityOf = (all: readonly Seen[]): Severity => worstOf(all).finding.severity

/** An owner is not one of those affected where its parts are named. */
function subjectsOf(all: readonly Seen[]): readonly Subject[] {
  const subjects = new Map(all.map(({ finding }) => [finding.subject.uid, finding.subject]))
  const about = new Set(all.map(({ finding }) => finding.about.uid))
  const parts = [...subjects.values()].filter(({ uid }) => !about.has(uid))
  return parts.length > 0 ? parts : [...subjects.values()]
}

/** Each alert once, by its name. */
function evidenceOf({ finding, report }: Seen, reported: readonly Seen[]): readonly Text[] {
  const lines = new Map(
    reported.flatMap(({ report: it }) => (it?.line ? [[it.name, it.line]] : [])),
  )
  const more = lines.size - REPORTS
  const said = [
    ...[...lines.values()].slice(0, REPORTS),
    ...(more > 0 ? [text`Alertmanager: ${more} more alerts`] : []),
  ]
  return finding.evidence.toSpliced(report === undefined ? BEFORE_REPORTS : 0, 0, ...said)
}
