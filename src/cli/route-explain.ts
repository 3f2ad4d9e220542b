import { watchedFor } from '../app/watched-for.ts'
import type { Config } from '../config/load.ts'
import { UsageError } from '../core/errors.ts'
import type { Severity } from '../core/finding.ts'
import { code, plain, type Text, text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { detectors } from '../detectors/index.ts'
import { ALERTS } from '../notify/alerts/alert-sighting.ts'
import { explainRoutes, type RouteExplanation } from '../notify/routes/explain-routes.ts'
import { CHANNEL_KEY } from '../notify/routes/object-channel.ts'
import { type Routed, routingFacts, type RoutingSettings } from '../notify/routes/routed.ts'
import type { NotificationSettings } from '../notify/settings.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type Answer, type Output, printAnswer } from './output.ts'

type Question = {
  readonly config: string
  readonly cluster: string
  readonly namespace?: string
  readonly severity: Severity
  readonly detector?: string
  readonly cause?: string
  readonly label?: Readonly<Record<string, string>>
  readonly annotation?: Readonly<Record<string, string>>
  readonly namespaceChannel?: string
  readonly at: Date
  readonly output: Output
}

/** Prints what every route says, and where and when it would be told. */
export async function explainRoute(question: Question, host: Host): Promise<ExitCode> {
  const { config } = await loadSetup(question.config, host.env)
  const settings = config.notifications
  if (!settings) throw nothingWatched()
  mustBeServed(question, config)
  mustBeKnown(question, settings)
  const explained = explainRoutes(routedOf(question, settings), settings, question.at)
  printAnswer(answerOf(explained, unsaid(question, settings)), question.output, host)
  return EXIT.fine
}

function answerOf(explained: RouteExplanation, unsaid: readonly Text[]): Answer {
  const routes = explained.answers.map(({ route, says }) => ({ route, says: plain(says) }))
  const leads = explained.leads.map(plain)
  const times = explained.times.map(plain)
  const notes = unsaid.map(plain)
  return {
    words: () =>
      [
        ...routes.map(({ route, says }) => `route ${route}: ${says}`),
        ...leads.map((lead) => `told in ${lead}`),
        ...times,
        ...notes,
      ].join('\n'),
    data: { routes, channels: explained.channels, leads, times, notes },
  }
}

function routedOf(question: Question, settings: RoutingSettings): Routed {
  const { cluster, namespace, severity, detector, label, annotation } = question
  const { cause = detector, namespaceChannel } = question
  const annotations = namespaceChannel === undefined ? {} : { [CHANNEL_KEY]: namespaceChannel }
  const metadata = {
    labels: label ?? {},
    annotations: annotation ?? {},
    namespace: { labels: {}, annotations },
  }
  return {
    ...routingFacts(metadata, settings),
    cluster,
    about: namespace === undefined ? {} : { namespace },
    severity,
    detector: detector ?? '',
    cause: cause ?? '',
  }
}

function mustBeServed({ cluster }: Question, { clusters }: Config): void {
  const names = clusters.map(({ name }) => name)
  if (names.includes(cluster)) return
  throw new UsageError('unknown-cluster', text`There is no cluster ${code(cluster)}.`, {
    suggestions: nearest(cluster, names),
  })
}

function mustBeKnown({ detector }: Question, settings: NotificationSettings): void {
  const ids = [...detectors, ...watchedFor(settings).detectors, ALERTS].map(({ id }) => id)
  if (detector === undefined || ids.includes(detector)) return
  throw new UsageError('unknown-detector', text`There is no detector ${code(detector)}.`, {
    suggestions: nearest(detector, ids),
  })
}

/** What some route looks at and the question leaves open. */
function unsaid(
  { label, annotation, detector, cause }: Question,
  { routes }: RoutingSettings,
): Text[] {
  const asks = (key: 'labels' | 'annotations' | 'detectors' | 'causes') =>
    routes.some((route) => route[key] !== undefined)
  const isNamed = detector ?? cause
  return [
    ...(asks('labels') && !label ? [text`not said: its labels; say them with --label`] : []),
    ...(asks('annotations') && !annotation
      ? [text`not said: its annotations; say them with --annotation`]
      : []),
    ...((asks('detectors') || asks('causes')) && isNamed === undefined
      ? [text`not said: what is wrong; say it with --detector or --cause`]
      : []),
  ]
}

const nothingWatched = () =>
  new UsageError(
    'no-notifications',
    text`The configuration has no ${code('notifications')}: nothing is told.`,
  )
