import { defineQuery } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import type {
  DeadmanState,
  OwnTroubleNow,
  SlackLink,
  StatusReport,
  StoreState,
} from '../src/core/status.ts'
import { bold, code, join, type Text, text, time } from '../src/core/text.ts'
import type { Part, View } from '../src/core/view.ts'
import { sayDuration } from '../src/core/words/duration.ts'
import { objectArgument, type ObjectWord } from '../src/core/words/arguments/object-argument.ts'
import { optional, toggle } from '../src/core/words/parameters.ts'
import { clusterTable, watchTable } from './status/watch-tables.ts'

/** `status`: how the bot itself is, and what it cannot see. */
export const status = defineQuery({
  name: 'status',
  summary: 'Say how the bot itself is, and what it cannot see',
  details:
    'Its connections, what of each cluster is watched, what waits to be told. The incidents of a cluster are what `incidents` shows.',
  parameters: {
    object: optional(objectArgument('a workload is what `rollout status` is for')),
    watches: toggle('every watch of every cluster, not only those in trouble'),
  },
  examples: ['status', 'status --watches'],
  cluster: false,
  access: async () => [],
  run: async ({ object, watches }, { desk, clock }) => {
    if (object) throw ofTheBotOnly(object)
    const report = await desk.status()
    return statusView(report, { all: watches, now: clock.now() })
  },
})

const ofTheBotOnly = ({ kind, name }: ObjectWord) =>
  new UsageError('unexpected-word', text`${code('status')} is about the bot itself.`, {
    suggestions: [`rollout status ${kind}/${name}`],
  })

type Wish = { readonly all: boolean; readonly now: Date }

function statusView(report: StatusReport, { all, now }: Wish): View {
  const { troubles, watching, clusters, version, since } = report
  const tables = watching ? [clusterTable(report, now), watchTable(report, { all, now })] : []
  return {
    tone: troubles.length === 0 ? 'plain' : 'attention',
    title: text`${bold(verdict(troubles.length))} · Deckwatch ${version}, up ${sayDuration(now.getTime() - since.getTime())}`,
    parts: [
      ...(troubles.length > 0 ? [said(join(troubles.map(sayTrouble), '\n'))] : []),
      { part: 'fields', fields: fieldsOf(report) },
      ...tables.flatMap((table): Part[] => (table ? [{ part: 'table', table }] : [])),
      ...(watching ? [] : [said(text`Nothing is watched: no notifications are configured.`)]),
    ],
    ...(watching && !all && { buttons: [{ label: 'All watches', words: 'status --watches' }] }),
    ...(clusters.length > 0 && { footer: text`${code('clusters')} says how each cluster answers` }),
  }
}

const said = (words: Text): Part => ({ part: 'text', text: words })

const verdict = (count: number): string => {
  if (count === 0) return 'all well'
  return count === 1 ? '1 thing is not well' : `${count} things are not well`
}

function sayTrouble({ what, since, nextStep, incident }: OwnTroubleNow): Text {
  const from = since ? text` since ${time(since)}` : text``
  const told = incident === undefined ? text`` : text` · incident ${code(incident)}`
  const next = nextStep ? text`\n${nextStep}` : text``
  return text`⚠ ${what}${from}${told}${next}`
}

function fieldsOf({ slack, store, backlog, watching, deadman }: StatusReport) {
  const waiting = backlog
    ? text`${backlog.waiting === 0 ? 'none waits' : `${backlog.waiting} wait`}${backlog.oldest ? text`, the oldest since ${time(backlog.oldest)}` : text``}`
    : text`not known: the store does not say`
  const incidents = watching && {
    name: 'Incidents',
    value: text`${watching.open} open${watching.muted > 0 ? `, ${watching.muted} of them muted` : ''}`,
  }
  return [
    { name: 'Slack', value: saySlack(slack) },
    { name: 'Store', value: sayStore(store) },
    { name: 'Messages for Slack', value: waiting },
    ...(incidents ? [incidents] : []),
    ...(deadman ? [{ name: 'Dead man’s switch', value: sayDeadman(deadman) }] : []),
  ]
}

const saySlack = ({ mode, open, wanted }: SlackLink): Text =>
  mode === 'socket'
    ? text`${open} of ${wanted} connections`
    : text`over HTTP, ${open > 0 ? 'listening' : 'not listening'}`

const sayStore = ({ engine, awaySince }: StoreState): Text =>
  text`${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}${awaySince ? text`, away since ${time(awaySince)}` : text``}`

function sayDeadman({ letGo, failure, pingedAt, everyMs }: DeadmanState): Text {
  const last = pingedAt ? text`last pinged ${time(pingedAt)}` : text`not pinged yet`
  if (letGo !== undefined) return text`let go: ${letGo} (${last})`
  if (failure !== undefined) return text`${failure} (${last})`
  return text`${last}, every ${sayDuration(everyMs)}`
}
