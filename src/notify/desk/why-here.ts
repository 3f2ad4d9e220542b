import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { channel as named, code, join, type Text, text, time, user } from '../../core/text.ts'
import type { Part, View } from '../../core/view.ts'
import { isOwn } from '../blindness/own.ts'
import { sayIncident } from '../cards/incident-card.ts'
import { explainRoutes } from '../routes/explain-routes.ts'
import type { RoutingSettings } from '../routes/routed.ts'

type Around = {
  readonly settings: RoutingSettings
  readonly now: Date
  /** The incident that tells of it. */
  readonly teller: Incident | undefined
}

/** Why an incident came where it is: what every route says of it, and what else kept it back or put it together. */
export function whyHere(incident: Incident, { settings, now, teller }: Around): View {
  if (isOwn(incident.about)) return ofTheBot(incident, teller)
  const { answers, times, channels } = explainRoutes(routedOf(incident), settings, now)
  const rows = answers.map(({ route, says }) => [route, says] as const)
  const told = placesOf(incident).map(sayPlace)
  const state = [...told, ...stateOf(incident, teller)]
  const isOther = channels.some(
    (channel) => !placesOf(incident).some((it) => it.channel === channel),
  )
  return {
    tone: 'plain',
    title: text`Why here: ${sayIncident(incident)}`,
    scope: incident.scope,
    parts: [
      { part: 'text', text: join(state, '\n') },
      ...(rows.length > 0 ? [listed(rows)] : []),
      ...(times.length > 0 ? [{ part: 'text' as const, text: join(times, '\n') }] : []),
      { part: 'note', text: noteOf(isOther, channels) },
    ],
    footer: text`incident ${code(incident.id)}`,
  }
}

/** No route has a say in what the bot tells of itself. */
const ofTheBot = (incident: Incident, teller: Incident | undefined): View => ({
  tone: 'plain',
  title: text`Why here: ${sayIncident(incident)}`,
  scope: incident.scope,
  parts: [
    {
      part: 'text',
      text: join([...placesOf(incident).map(sayPlace), ...stateOf(incident, teller)], '\n'),
    },
    {
      part: 'note',
      text: text`What the bot tells of itself goes to the admins, whatever the routes say.`,
    },
  ],
  footer: text`incident ${code(incident.id)}`,
})

function routedOf({ scope, about, severity, detector, cause, diagnosis, routing }: Incident) {
  const { labels = {}, annotations = {}, wish } = routing ?? {}
  return {
    cluster: scope.cluster,
    about,
    severity,
    detector,
    cause,
    labels,
    annotations,
    ...(wish && { wish }),
    ...(diagnosis && { mode: diagnosis.mode }),
  }
}

const listed = (rows: readonly (readonly [string, Text])[]): Part => ({
  part: 'text',
  text: join(
    rows.map(([route, says]) => text`Route ${code(route)}: ${says}`),
    '\n',
  ),
})

function sayPlace({
  channel,
  route,
  told,
  digest,
  heldSince,
}: ReturnType<typeof placesOf>[number]) {
  const where = text`${named(channel)} ${route.replace(/^here /, '')}`
  if (!told && heldSince !== undefined)
    return text`${where}: kept back by quiet hours since ${time(new Date(heldSince))}`
  if (!told) return text`${where}: not told`
  if (digest?.quiet) return text`${where}: in a digest, because quiet hours kept it back`
  return digest ? text`${where}: in a digest, because so many came at once` : where
}

function stateOf(
  { foldedInto, mute, ack, escalations = [] }: Incident,
  teller: Incident | undefined,
): Text[] {
  return [
    ...(foldedInto === undefined
      ? []
      : [
          teller
            ? text`It is told with incident ${code(teller.id)}, which explains it: ${sayIncident(teller)}.`
            : text`It is told with incident ${code(foldedInto)}, which explains it.`,
        ]),
    ...(mute ? [text`Muted by ${user(mute.by.userId)} until ${time(new Date(mute.until))}.`] : []),
    ...escalations.map(
      ({ by, step, at }) => text`Step ${step} of route ${by} was taken ${time(new Date(at))}.`,
    ),
    ...(ack ? [text`Acknowledged by ${user(ack.by.userId)}: nobody is called.`] : []),
  ]
}

const noteOf = (isOther: boolean, channels: readonly string[]): Text =>
  isOther
    ? text`The routes or its severity were others when it was told: by now it would go to ${join(
        channels.map((id) => [named(id)]),
        ', ',
      )}.`
    : text`As the routes are now. Where it is told was decided when it opened or got worse.`
