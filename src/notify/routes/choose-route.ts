import type { Place } from '../../core/incidents/incident.ts'
import { type Text, text } from '../../core/text.ts'
import { unmet } from './criteria.ts'
import { channelAskedFor } from './object-channel.ts'
import type { Route } from './route-settings.ts'
import type { Routed, RoutingSettings } from './routed.ts'

/** What one route says to something that is to be told. */
export type RouteAnswer = {
  /** Its name, else its place in the configuration, from 1. */
  readonly name: string
  readonly route: Route
  /** Where it tells it; undefined when it does not. */
  readonly channel?: string
  /** Why it does not tell it, or why not where the object wanted. */
  readonly note?: Text
}

export type Told = Pick<Place, 'channel' | 'route' | 'by'>

export type Choice = {
  /** One for every route, in order. */
  readonly answers: readonly RouteAnswer[]
  /** Every channel once, in the order of the routes; never empty. */
  readonly places: readonly [Told, ...Told[]]
}

/** Where it is told: by the first route that fits, and by later ones as long as each of them continues. */
export function chooseRoutes(routed: Routed, settings: RoutingSettings): Choice {
  const answers: RouteAnswer[] = []
  let taker: string | undefined
  for (const [i, route] of settings.routes.entries()) {
    const answer = { name: route.name ?? String(i + 1), route }
    if (taker !== undefined) {
      answers.push({ ...answer, note: text`route ${taker} took it before, and does not continue` })
      continue
    }
    const heard = { ...answer, ...ask(route, routed, settings) }
    answers.push(heard)
    if (heard.channel !== undefined && !route.continue) taker = heard.name
  }
  return { answers, places: placesBy(answers, settings) }
}

function ask(
  route: Route,
  routed: Routed,
  { objectChannels }: RoutingSettings,
): Pick<RouteAnswer, 'channel' | 'note'> {
  const note = unmet(route, routed)
  if (note) return { note }
  if (route.channelFrom === undefined) return route.channel ? { channel: route.channel } : {}
  const asked = channelAskedFor(routed.wish, objectChannels)
  if ('channel' in asked) return asked
  return { note: asked.refused, ...(route.channel !== undefined && { channel: route.channel }) }
}

const BY_DEFAULT = 'here by default'

function placesBy(
  answers: readonly RouteAnswer[],
  { channel: rest }: RoutingSettings,
): Choice['places'] {
  const byChannel = new Map<string, Told>()
  for (const { channel, name, route } of answers)
    if (channel !== undefined && !byChannel.has(channel))
      byChannel.set(channel, {
        channel,
        route: `here by route ${name}`,
        ...(route.name !== undefined && { by: route.name }),
      })
  const [first, ...others] = byChannel.values()
  if (first) return [first, ...others]
  return [
    { channel: rest, route: answers.length === 0 ? BY_DEFAULT : `${BY_DEFAULT}: no route fits` },
  ]
}
