import type { Alert } from '../../core/alert.ts'
import {
  type Finding,
  NO_OBJECT,
  type Severity,
  type Subject,
  type Telling,
} from '../../core/finding.ts'
import { code, type Text, text, time } from '../../core/text.ts'
import type { Look } from '../../core/watched.ts'
import { oneLine } from '../../core/words/one-line.ts'
import type { Seen } from '../incidents/sign.ts'
import { knownAlert, mostlyAbout } from './known-alerts.ts'
import { namedObject, type NamedObject } from './named-object.ts'
import type { AlertmanagerSettings } from './settings.ts'

export type SightingSettings = Pick<AlertmanagerSettings, 'labels' | 'severityLabel' | 'severities'>

/** What an alert alone is told as: Alertmanager waited already, and says itself when it is over. */
export const ALERTS: Telling = {
  id: 'alertmanager',
  holdMs: 0,
  clearMs: 0,
  nextStep: 'Follow its runbook, or look at what its rule asks.',
}

const MOST = { line: 300, name: 100 }

/** What its labels name, where nothing better is known from before. */
export function placeOf(
  { labels }: Alert,
  { labels: names }: SightingSettings,
  look: Look | undefined,
): NamedObject | undefined {
  const first = knownAlert(labels)?.at ?? mostlyAbout(labels['alertname'] ?? '')
  return namedObject({ labels, look, names, first })
}

/** An alert that fires, as one more finding of what it names. */
export function seeAlert(
  alert: Alert,
  place: NamedObject | undefined,
  settings: SightingSettings,
): Seen {
  const name = nameOf(alert)
  const known = knownAlert(alert.labels)
  const itself = alertItself(alert, name)
  const about = place?.about ?? itself
  const finding: Finding = {
    detector: ALERTS.id,
    severity: severityOf(alert, settings),
    subject: subjectOf(place, { itself, isKnown: known !== undefined }),
    about,
    cause: known?.cause ?? `alert-${name.replace(/[^\w.:-]/g, '-')}`,
    summary: place ? text`has alert ${code(name)}` : text`fires`,
    evidence: [...descriptionOf(alert), ...addressesOf(alert)],
    since: new Date(alert.startsAt),
    ...(known && { explains: place?.owners.map(({ uid }) => uid) ?? [] }),
  }
  const { labels = {}, ...more } = place?.metadata ?? { annotations: {} }
  const metadata = { ...more, labels: { ...labels, ...alert.labels } }
  return { finding, detector: ALERTS, metadata, report: { name, line: lineOf(alert, name) } }
}

export const nameOf = ({ labels }: Alert): string =>
  oneLine(labels['alertname'] ?? '').slice(0, MOST.name) || 'unnamed'

/** Stands for what names no object. */
export const alertItself = ({ cluster, fingerprint }: Alert, name: string): Subject => ({
  group: '',
  resource: 'alerts',
  kind: NO_OBJECT,
  name,
  uid: uidOf({ cluster, fingerprint }),
})

export const uidOf = ({ cluster, fingerprint }: Pick<Alert, 'cluster' | 'fingerprint'>): string =>
  `alert/${cluster}/${fingerprint}`

/**
 * One that means the same as a detector is explained by what explains the object: with the node that is lost. Any
 * other is told in any case, so it does not go by the object's uid.
 */
function subjectOf(
  place: NamedObject | undefined,
  { itself, isKnown }: { readonly itself: Subject; readonly isKnown: boolean },
): Subject {
  if (!place) return itself
  return isKnown && place.isFound ? place.subject : { ...place.subject, uid: itself.uid }
}

const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  page: 'critical',
  error: 'critical',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  none: 'info',
}

function severityOf({ labels }: Alert, { severityLabel, severities }: SightingSettings): Severity {
  const value = labels[severityLabel] ?? ''
  const own = Object.hasOwn(severities, value) ? severities[value] : undefined
  const usual = Object.hasOwn(WORDS, value.toLowerCase()) ? WORDS[value.toLowerCase()] : undefined
  return own ?? usual ?? 'warning'
}

/** `Alertmanager: KubePodCrashLooping since 10:04: Pod is crash looping.` */
function lineOf({ annotations, startsAt }: Alert, name: string): Text {
  const said = words(annotations['summary'] ?? annotations['message'] ?? '')
  const head = text`Alertmanager: ${code(name)} since ${time(new Date(startsAt))}`
  return said === '' ? head : text`${head}: ${said}`
}

function descriptionOf({ annotations }: Alert): readonly Text[] {
  const description = words(annotations['description'] ?? '')
  const isNew = description !== '' && description !== words(annotations['summary'] ?? '')
  return isNew ? [[description]] : []
}

/** Never as links: what they show is somebody else's. */
function addressesOf({ annotations, source }: Alert): readonly Text[] {
  const runbook = annotations['runbook_url'] ?? ''
  return [
    ...(/^https?:\/\/[^\s]+$/i.test(runbook) ? [text`Runbook: ${code(cut(runbook))}`] : []),
    ...(source === undefined ? [] : [text`Rule: ${code(cut(source))}`]),
  ]
}

const words = (value: string) => cut(oneLine(value.slice(0, 4 * MOST.line)))

const cut = (value: string) =>
  value.length > MOST.line ? `${value.slice(0, MOST.line - 1)}…` : value
