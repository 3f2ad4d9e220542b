import type { ToldInReplay } from '../app/replay/replay.ts'
import { plainView } from '../app/replay/plain-view.ts'
import type { Incident } from '../core/incidents/incident.ts'
import { placesOf } from '../core/incidents/places.ts'
import type { Host } from './host.ts'

type Summary = {
  readonly changes: number
  readonly requests: number
  readonly unreadable: number
  readonly unwatched: number
  readonly beyond: number
  readonly elsewhere: number
  readonly from: Date
  readonly until: Date
}

export type ReplayPrinter = {
  told(told: ToldInReplay): void
  end(summary: Summary): void
}

/** Prints messages as they are told: for people, or one JSON object a line. */
export function createReplayPrinter(output: 'text' | 'json', { out, err }: Host): ReplayPrinter {
  let posted = 0
  let edited = 0
  return {
    told(one) {
      if (one.isEdit) edited++
      else posted++
      out(output === 'json' ? `${JSON.stringify(asData(one))}\n` : asWords(one))
    },
    end(summary) {
      // Beside JSON, the summary must not be read as one of the messages.
      const write = output === 'json' ? err : out
      write(`${sayEnd(summary, { posted, edited })}\n`)
    },
  }
}

type Data = {
  readonly at: string
  readonly action: 'post' | 'edit'
  readonly key: string
  readonly channel?: string
  readonly threadOf?: string
  readonly route?: string
  readonly title: string
  readonly lines: readonly string[]
}

function asData({ at, delivery, isEdit, incidents }: ToldInReplay): Data {
  const { key, to, view } = delivery
  const channel = 'channelId' in to ? to.channelId : undefined
  const route = channel === undefined ? undefined : routeOf(key, channel, incidents)
  return {
    at: at.toISOString(),
    action: isEdit ? 'edit' : 'post',
    key,
    ...(channel !== undefined && { channel }),
    ...('threadOf' in to && { threadOf: to.threadOf }),
    ...(route !== undefined && { route }),
    ...plainView(view),
  }
}

/** The route that led the incident of a message to its channel. */
function routeOf(key: string, channel: string, incidents: ReadonlyMap<string, Incident>) {
  const [, id = ''] = key.split('/')
  const incident = incidents.get(id)
  const place = incident && placesOf(incident).find((one) => one.channel === channel)
  return place?.route.replace(/^here /, '')
}

function asWords(one: ToldInReplay): string {
  const { at, action, key, channel, threadOf, route, title, lines } = asData(one)
  const where = channel === undefined ? `in the thread of ${threadOf ?? key}` : `in ${channel}`
  const how = route === undefined ? '' : ` ${route}`
  const done = action === 'post' ? 'posted' : 'edited'
  const said = [title, ...lines].map((line) => `    ${line}\n`).join('')
  return `${at} ${done} ${where}${how} · ${key}\n${said}\n`
}

function sayEnd(
  { changes, requests, from, until, ...not }: Summary,
  { posted, edited }: { readonly posted: number; readonly edited: number },
): string {
  const missing = [
    ...(not.unwatched > 0
      ? [`${not.unwatched} of kinds that are not watched, or alerts where none are taken`]
      : []),
    ...(not.unreadable > 0 ? [`${not.unreadable} that cannot be read`] : []),
    ...(not.beyond > 0 ? [`${not.beyond} that are months after the first`] : []),
    ...(not.elsewhere > 0 ? [`${not.elsewhere} alerts of other clusters`] : []),
  ]
  const left = missing.length > 0 ? `, beside ${missing.join(', ')}` : ''
  const heard = requests > 0 ? ` and ${requests} requests of Alertmanager` : ''
  return `${posted} posted, ${edited} edited, from ${changes} changes${heard}${left}, between ${from.toISOString()} and ${until.toISOString()}`
}
