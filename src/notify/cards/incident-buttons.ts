import type { Subject } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Button } from '../../core/view.ts'
import { isOwn } from '../blindness/own.ts'
import { refOf } from './subject-words.ts'

const WITH_LOGS = new Set([
  'pods',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'jobs',
])
const ROLLED_OUT = new Set(['deployments', 'statefulsets', 'daemonsets'])

/** What may help, as words: whoever presses is judged for them. */
export function incidentButtons(incident: Incident): readonly Button[] {
  if (incident.state === 'resolved') return []
  const { about, scope } = incident
  const say = (label: string, verb: string): Button => ({
    label,
    words: `${verb} ${where(about, scope.cluster)}`,
  })
  return [
    ...(WITH_LOGS.has(about.resource) ? [say('Logs', 'logs')] : []),
    ...(isOwn(about) ? [STATUS] : [say('Describe', 'describe')]),
    ...(ROLLED_OUT.has(about.resource)
      ? [say('Restart', 'restart'), say('Roll back', 'rollback')]
      : []),
    ...(incident.ack ? [] : [ackButton(incident)]),
    ...(incident.mute ? [] : [muteButton(incident)]),
  ]
}

/** Of the bot itself, which no cluster can describe. */
const STATUS: Button = { label: 'Status', words: 'status' }

/** `deployment/web -n shop -c prod-eu`, as commands take it. */
export const where = (about: Subject, cluster: string): string =>
  [
    refOf(about),
    ...(about.namespace === undefined ? [] : ['-n', about.namespace]),
    '-c',
    cluster,
  ].join(' ')

const ackButton = ({ id }: Incident): Button => ({ label: 'Acknowledge', words: `ack ${id}` })

const muteButton = ({ id }: Incident): Button => ({
  label: 'Mute…',
  words: `mute ${id}`,
  question: {
    title: 'Mute this incident',
    label: 'For how long?',
    hint: 'Such as 30m, 2h or 1d. It goes on being watched, and its end is told.',
    submit: 'Mute',
    max: 20,
  },
})
