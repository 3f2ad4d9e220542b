import { isNoObject } from '../../core/about/references.ts'
import type { Subject } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Button, Question } from '../../core/view.ts'
import { spellWords } from '../../core/words/spell-words.ts'
import { isOwn } from '../blindness/own.ts'
import { refOf } from './subject-words.ts'

/** What has pods whose logs can be read. */
export const CAN_LOG = new Set([
  'pods',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'jobs',
])
export const ROLLED_OUT = new Set(['deployments', 'statefulsets', 'daemonsets'])

/** What everybody sees, as words: whoever presses is judged for them. What they may change is behind the last one. */
export function incidentButtons(incident: Incident): readonly Button[] {
  if (incident.state === 'resolved') return []
  const { about, scope } = incident
  const say = (label: string, verb: string): Button => ({
    label,
    words: `${verb} ${where(about, scope.cluster)}`,
  })
  return [
    ...(CAN_LOG.has(about.resource) ? [say('Logs', 'logs')] : []),
    ...(isOwn(about) ? [STATUS] : []),
    ...(isOwn(about) || isNoObject(about) ? [] : [say('Describe', 'describe')]),
    ...(incident.ack ? [] : [ackButton(incident)]),
    ...(incident.mute ? [] : [muteButton(incident)]),
    { label: 'Actions…', words: `actions ${incident.id}` },
    ...(isOwn(about) ? [] : [{ label: 'Why here?', words: `why ${incident.id}` }]),
  ]
}

/** Of the bot itself, which no cluster can describe. */
export const STATUS: Button = { label: 'Status', words: 'status' }

/** `deployment/web -n shop -c prod-eu`, as commands take it. */
export const where = (about: Subject, cluster: string): string =>
  [
    spellWords([refOf(about)]),
    ...(about.namespace === undefined ? [] : ['-n', about.namespace]),
    '-c',
    cluster,
  ].join(' ')

const ackButton = ({ id }: Incident): Button => ({ label: 'Acknowledge', words: `ack ${id}` })

const muteButton = ({ id }: Incident): Button => ({
  label: 'Mute…',
  words: `mute ${id}`,
  question: muteQuestion('Mute this incident'),
})

/** Asks until when; `title` says what is muted, in 24 characters at most. */
export const muteQuestion = (title: string): Question => ({
  title,
  label: 'Until when?',
  hint: 'For 30m, 2h or 1d, until 18:00, or until change. It goes on being watched.',
  submit: 'Mute',
  max: 20,
})
