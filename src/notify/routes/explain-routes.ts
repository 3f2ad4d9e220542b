import { channel as named, group, join, type Text, text, time, user } from '../../core/text.ts'
import { sayDuration } from '../../core/words/duration.ts'
import { compareSeverity } from '../incidents/sign.ts'
import { chooseRoutes, type RouteAnswer, type Told } from './choose-route.ts'
import type { EscalationStep } from './route-settings.ts'
import { createRouteTimes, type RouteTimes } from './route-times.ts'
import type { Routed, RoutingSettings } from './routed.ts'

export type RouteExplanation = {
  /** What every route says, in order. */
  readonly answers: readonly { readonly route: string; readonly says: Text }[]
  /** Where it goes, one line for each channel. */
  readonly channels: readonly string[]
  readonly leads: readonly Text[]
  /** Quiet hours and escalation, as far as the routes that take it have any. */
  readonly times: readonly Text[]
}

/** Where something is told, why, and when. The routes are the same that the bot asks. */
export function explainRoutes(
  routed: Routed,
  settings: RoutingSettings,
  at: Date,
): RouteExplanation {
  const { answers, places } = chooseRoutes(routed, settings)
  const routeTimes = createRouteTimes(settings)
  const taken = places.flatMap(({ by }) => by ?? [])
  return {
    answers: answers.map((answer) => ({ route: answer.name, says: sayAnswer(answer) })),
    channels: places.map(({ channel }) => channel),
    leads: places.map(sayLead),
    times: taken.flatMap((route) => [
      ...sayQuiet({ route, routed, at }, settings, routeTimes),
      ...routeTimes.escalation(route).map((step, i) => sayStep(route, step, i + 1)),
    ]),
  }
}

function sayAnswer({ channel, note, route }: RouteAnswer): Text {
  if (channel === undefined) return text`no: ${note ?? text`it leads nowhere`}`
  const rest = route.continue ? ', and later routes are asked too' : ''
  return note
    ? text`takes it to its own channel ${named(channel)}, for ${note}${rest}`
    : text`takes it to ${named(channel)}${rest}`
}

const sayLead = ({ channel, route }: Told): Text =>
  text`${named(channel)}: ${route.replace(/^here /, '')}`

type Asked = { readonly route: string; readonly routed: Routed; readonly at: Date }

function sayQuiet(
  { route, routed: { severity }, at }: Asked,
  { routes }: RoutingSettings,
  times: RouteTimes,
): Text[] {
  const hours = routes.find(({ name }) => name === route)?.quiet
  if (hours === undefined) return []
  const now = times.quiet(route, at)
  const which = text`route ${route} keeps the quiet hours ${hours}`
  if (!now) return [text`${which}, which do not hold ${time(at)}: told at once`]
  const until = now.until ? text` until ${time(now.until)}` : text``
  return compareSeverity(severity, now.breaksThrough) < 0
    ? [text`${which}, which hold${until}: kept back, and told in a digest then`]
    : [text`${which}, which hold${until}; ${severity} breaks through: told at once`]
}

function sayStep(
  route: string,
  { after, users = [], groups = [], channel }: EscalationStep,
  n: number,
) {
  const whom = [
    ...users.map((id) => [user(id)]),
    ...groups.map((id) => [group(id)]),
    ...(channel === undefined ? [] : [text`channel ${named(channel)}`]),
  ]
  return text`step ${n} of route ${route}: ${join(whom, ', ')} when nobody acknowledged it for ${sayDuration(after)}`
}
