import { commands } from '../../commands/index.ts'
import { explain as explainVerdict } from '../../rbac/what-if/explain.ts'
import { sayExplanation } from '../../rbac/what-if/explain-text.ts'
import { offlineActor } from '../../rbac/identity/offline-actor.ts'
import { readWords, type WordsRead } from '../../rbac/what-if/read-words.ts'
import type { Config } from '../config/load.ts'
import { UsageError } from '../core/errors.ts'
import type { Facts } from '../core/judge.ts'
import { code, text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type Output, printAnswer } from './output.ts'

type Question = {
  readonly config: string
  readonly as: string
  readonly words: readonly string[]
  readonly at: Date
  readonly cluster?: string
  readonly channel?: string
  readonly replicasNow?: number
  readonly label?: Readonly<Record<string, string>>
  readonly annotation?: Readonly<Record<string, string>>
  readonly output: Output
}

/** Says what the policy decides about these words, once for every object they name, and why. */
export async function explain(question: Question, host: Host): Promise<ExitCode> {
  const { config, policy } = await loadSetup(question.config, host.env)
  const read = readWords(question.words, {
    commands,
    ...namespaceOf(question, config),
    ...(question.replicasNow !== undefined && { replicasNow: question.replicasNow }),
  })
  const facts = factsOf(question, config, read)
  const answers = facts.map((one) => explainVerdict(policy, one))
  const notes = notesOn(question, read, config)
  const words = () => sayAll(answers.map(sayExplanation), notes)
  printAnswer({ words, data: { answers, notes } }, question.output, host)
  return EXIT.fine
}

const sayAll = (answers: readonly string[], notes: readonly string[]) =>
  [...answers, ...(notes.length > 0 ? [notes.join('\n')] : [])].join('\n\n')

function namespaceOf({ channel }: Question, { channels }: Config) {
  const defaultNamespace = channel === undefined ? undefined : channels[channel]?.namespace
  return defaultNamespace === undefined ? {} : { defaultNamespace }
}

function factsOf(question: Question, config: Config, read: WordsRead): Facts[] {
  const actor = offlineActor(config.identity, question.as)
  const { name, environment } = clusterOf(question, config, read)
  const { channel: channelId, at } = question
  return read.targets.map((target) => ({
    actor,
    command: read.command,
    risk: read.risk,
    cluster: { name, environment },
    place: channelId ? { channelId, kind: 'channel' } : { channelId: 'D0', kind: 'dm' },
    ...(target && { target: withMetadata(target, question) }),
    ...(read.size && { size: read.size }),
    at,
  }))
}

/** As far as it was said; the rest stays unknown. */
const withMetadata = (
  target: NonNullable<Facts['target']>,
  { label, annotation }: Question,
): NonNullable<Facts['target']> => ({
  ...target,
  ...(label && { labels: label }),
  ...(annotation && { annotations: annotation }),
})

function clusterOf({ cluster, channel }: Question, config: Config, read: WordsRead) {
  const [first, ...others] = config.clusters
  const only = others.length === 0 ? first?.name : undefined
  const fromChannel = channel === undefined ? undefined : config.channels[channel]?.cluster
  const wanted = read.cluster ?? cluster ?? fromChannel ?? only
  if (wanted === undefined)
    throw new UsageError('which-cluster', text`Which cluster? Add --cluster.`)
  const found = config.clusters.find(({ name }) => name === wanted)
  if (found) return found
  const names = config.clusters.map(({ name }) => name)
  throw new UsageError('unknown-cluster', text`There is no cluster ${code(wanted)}.`, {
    suggestions: nearest(wanted, names),
  })
}

/** What an answer without a cluster and without Slack cannot know. */
function notesOn(
  { label, annotation }: Question,
  { assumed, command }: WordsRead,
  { identity }: Config,
): string[] {
  const isChange = commands.find(({ name }) => name === command)?.kind === 'change'
  return [
    ...assumed.map((one) => `assumed: ${one}; --replicas-now says otherwise`),
    ...(isChange && !label ? ['not known here: the object’s labels; say them with --label'] : []),
    ...(isChange && !annotation
      ? ['not known here: its annotations; say them with --annotation']
      : []),
    ...(Object.keys(identity.usergroups).length > 0
      ? ['not known here: Slack user groups and what they give']
      : []),
  ]
}
