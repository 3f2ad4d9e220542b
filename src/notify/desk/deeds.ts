import { isNoObject } from '../../core/about/references.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Button } from '../../core/view.ts'
import { isOwn } from '../blindness/own.ts'
import { CAN_LOG, muteQuestion, ROLLED_OUT, STATUS, where } from '../cards/incident-buttons.ts'
import { topicOf } from './mute-wish.ts'
import type { Deed } from './who-may.ts'

/** A button, and what one must be allowed for it to be any use. */
export type Offered = { readonly button: Button; readonly deed: Deed }

type Make = (label: string, words: string, deed: Omit<Deed, 'topic'>) => Offered

const ENDED_BEFORE = new Set(['crash-loop', 'out-of-memory', 'init-failed'])
const LOG = { verb: 'get', resource: 'pods', subresource: 'log' } as const

/** Looking closer at an incident's objects. */
export function looks(incident: Incident): readonly Offered[] {
  const { about, scope, cause, affected } = incident
  const offer = maker(incident)
  if (isOwn(about)) return [offer(STATUS.label, STATUS.words, { command: 'status', risk: 'read' })]
  if (isNoObject(about)) return []
  const it = where(about, scope.cluster)
  const [first] = affected.some
  const crashed = ENDED_BEFORE.has(cause) && first?.resource === 'pods' ? first : undefined
  const logs = { command: 'logs', risk: 'read', right: LOG } as const
  return [
    ...(CAN_LOG.has(about.resource) ? [offer('Logs', `logs ${it}`, logs)] : []),
    ...(crashed
      ? [offer('Log of the crash', `logs ${where(crashed, scope.cluster)} --previous`, logs)]
      : []),
    offer('Describe', `describe ${it}`, {
      command: 'describe',
      risk: 'read',
      right: { verb: 'get' },
    }),
    offer('Events', `events ${it}`, {
      command: 'events',
      risk: 'read',
      right: { verb: 'list', resource: 'events' },
    }),
  ]
}

/** Changing an incident's objects; `rollback` is offered with the revision that it goes back to. */
export function changes(
  incident: Incident,
  { isCordoned }: { readonly isCordoned: boolean },
): readonly Offered[] {
  const { about, scope } = incident
  const offer = maker(incident)
  const it = where(about, scope.cluster)
  const right = { verb: 'patch' } as const
  const change = (label: string, command: string, object = it) =>
    offer(label, `${command} ${object}`, { command, risk: 'change', right })
  if (isOwn(about)) return []
  if (about.resource === 'nodes' && about.group === '') {
    const node = `${about.name} -c ${scope.cluster}`
    return [isCordoned ? change('Uncordon', 'uncordon', node) : change('Cordon', 'cordon', node)]
  }
  return ROLLED_OUT.has(about.resource)
    ? [change('Restart', 'restart'), change('Roll back', 'rollback')]
    : []
}

/** Looking after an incident, and silencing it. */
export function attention(incident: Incident, self: string): readonly Offered[] {
  const { id, ack, assigned, mute } = incident
  const isOwnMute = mute?.by.userId === self
  const offer = maker(incident)
  const say = (label: string, words: string) =>
    offer(label, words, { command: words.split(' ')[0] ?? '', risk: 'read' })
  return [
    ...(ack ? [] : [say('Acknowledge', `ack ${id}`)]),
    ...(assigned?.to.userId === self ? [] : [say('Assign to me', `assign ${id} me`)]),
    ...(assigned ? [say('Unassign', `unassign ${id}`)] : []),
    ...(mute
      ? [
          offer('Unmute', `unmute ${mute.id}`, {
            command: 'unmute',
            risk: isOwnMute ? 'read' : 'change',
          }),
        ]
      : silences(incident)),
  ]
}

function silences(incident: Incident): readonly Offered[] {
  const { id, about, scope, cause } = incident
  const offer = maker(incident)
  const on = `--on-cluster ${scope.cluster}`
  const ask = (label: string, words: string, what: string): Offered => {
    const { button, deed } = offer(label, words, { command: 'mute', risk: 'change' })
    return { button: { ...button, question: muteQuestion(what) }, deed }
  }
  const { namespace } = about
  const place = namespace === undefined ? '' : ` -n ${namespace}`
  const owner = `${about.kind.toLowerCase()}/${about.name}${place} ${on}`
  return [
    ask('Mute…', `mute ${id}`, 'Mute this incident'),
    offer('Mute until it changes', `mute ${id} change`, { command: 'mute', risk: 'change' }),
    ...(isOwn(about)
      ? []
      : [ask(`Mute ${about.kind.toLowerCase()}…`, `mute ${owner}`, 'Mute all of it')]),
    ...(namespace === undefined
      ? []
      : [
          ask(
            `Mute ${cause} in ${namespace}…`,
            `mute cause/${cause}${place} ${on}`,
            'Mute this cause',
          ),
          ask(`Mute ${namespace}…`, `mute namespace/${namespace} ${on}`, 'Mute the namespace'),
        ]),
  ]
}

const maker =
  (incident: Incident): Make =>
  (label, words, deed) => ({
    button: { label, words },
    deed: { ...deed, topic: topicOf(incident) },
  })
