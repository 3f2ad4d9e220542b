import type { StatusDocument } from '../app/status-document.ts'
import { sayDuration } from '../core/words/duration.ts'
import { harmlessLine } from '../core/words/harmless.ts'
import { columns } from './columns.ts'

/** How the bot is, for a terminal; what is not well comes first. */
export function statusText(status: StatusDocument): string {
  const { version, at, startedAt, troubles, watches } = status
  const count = troubles.length
  const verdict =
    count === 0 ? 'all well' : `${count} ${count === 1 ? 'thing is' : 'things are'} not well`
  const lines = [
    `${verdict} · Deckwatch ${version}, up ${sayDuration(between(startedAt, at))}`,
    ...troubles.flatMap(sayTrouble),
    '',
    ...columns(factsOf(status)),
    '',
    ...columns([
      ['CLUSTER', 'STATE', 'VERSION', 'KINDS WATCHED', 'OBJECTS', 'LAST HEARD'],
      ...clusterRows(status),
    ]),
  ]
  const odd = (watches ?? []).filter(({ state }) => state !== 'watching' && state !== 'gone')
  if (odd.length === 0) return lines.join('\n')
  const rows = odd.map((watch) => [watch.cluster, nameOf(watch), watch.state, watch.error ?? ''])
  return [...lines, '', ...columns([['CLUSTER', 'KIND', 'STATE', 'WHY'], ...rows])].join('\n')
}

function sayTrouble({ what, since, nextStep, incident }: StatusDocument['troubles'][number]) {
  const from = since === undefined ? '' : ` since ${since}`
  const told = incident === undefined ? '' : ` (incident ${incident})`
  return [`⚠ ${what}${from}${told}`, ...(nextStep === undefined ? [] : [`  ${nextStep}`])].map(
    harmlessLine,
  )
}

function factsOf(status: StatusDocument): readonly (readonly string[])[] {
  const { slack, store, backlog, incidents, deadman, at } = status
  const away = store.awaySince === undefined ? '' : `, away since ${store.awaySince}`
  const oldest =
    backlog?.oldest === undefined
      ? ''
      : `, the oldest for ${sayDuration(between(backlog.oldest, at))}`
  const facts = [
    ['Slack', saySlack(slack)],
    ['Store', `${NAMES[store.engine]}${away}`],
    ['Messages', backlog ? `${backlog.waiting} wait${oldest}` : 'not known'],
  ]
  if (incidents) facts.push(['Incidents', `${incidents.open} open, ${incidents.muted} muted`])
  if (deadman) facts.push(['Dead man’s switch', sayDeadman(deadman)])
  return facts
}

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

const saySlack = ({ mode, open, wanted }: StatusDocument['slack']) =>
  mode === 'http'
    ? `http, ${open > 0 ? 'listening' : 'not listening'}`
    : `socket, ${open} of ${wanted} connections open`

const sayDeadman = ({ letGo, failure, pingedAt }: NonNullable<StatusDocument['deadman']>) =>
  letGo ?? failure ?? (pingedAt === undefined ? 'not pinged yet' : `pinged ${pingedAt}`)

function clusterRows({ clusters, watches, at }: StatusDocument): readonly (readonly string[])[] {
  return clusters.map(({ name, state, version = '' }) => {
    if (!watches) return [name, state, version, 'none', '', '']
    const served = watches.filter((watch) => watch.cluster === name && watch.state !== 'gone')
    const seen = served.filter((watch) => watch.state === 'watching').length
    const objects = served.reduce((sum, watch) => sum + watch.objects, 0)
    const heard = served
      .flatMap(({ lastHeard }) => lastHeard ?? [])
      .toSorted()
      .at(-1)
    const ago = heard === undefined ? 'never' : `${sayDuration(between(heard, at))} ago`
    return [name, state, version, `${seen} of ${served.length}`, `${objects}`, ago]
  })
}

const nameOf = ({ kind, namespace }: NonNullable<StatusDocument['watches']>[number]) =>
  namespace === undefined ? kind : `${kind} in ${namespace}`

const between = (from: string, to: string) => Date.parse(to) - Date.parse(from)
