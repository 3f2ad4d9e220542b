import { z } from 'zod'
import { ImpersonatedGroup, ImpersonatedUser } from '../../../rbac/identity/impersonated-names.ts'
import { ChannelId, SlackUserId } from '../../../rbac/policy/ids.ts'
import { isNamespace } from '../../core/names.ts'
import { ClusterSettings } from '../../kube/settings.ts'
import { SlackSettings } from '../../slack/settings.ts'
import { listOf } from './list-of.ts'
import type { Answers, Question } from './question.ts'

/** The text itself, once another schema has nothing against what is made of it. */
const text = z.string()
const orNothing = (schema: z.ZodType<unknown, string>) =>
  text.superRefine((value, ctx) => {
    const problem = value === '' ? undefined : schema.safeParse(value).error?.issues[0]
    if (problem) ctx.addIssue({ code: 'custom', message: problem.message })
  })
const Channel = ChannelId.refine((id) => !id.startsWith('D'), 'is a direct message, no channel')
const Groups = text.superRefine((value, ctx) => {
  const problem = z.array(ImpersonatedGroup).safeParse(listOf(value)).error?.issues[0]
  if (problem) ctx.addIssue({ code: 'custom', message: problem.message })
})
const Image = text.regex(
  /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*:[\w.-]+$/,
  'is not an image with a tag, such as registry.example.com/deckwatch:0.1.0',
)

/** Kinds of environments that a cluster's name gives away. */
const ENVIRONMENTS = ['prod', 'stag', 'test', 'dev'] as const
const SPELT = { prod: 'production', stag: 'staging', test: 'test', dev: 'development' } as const

const asName = (context: string) =>
  context
    .toLowerCase()
    .replace(/^.*[/@]/, '')
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)

function environmentOf({ cluster = '' }: Partial<Answers>): string {
  const found = ENVIRONMENTS.find((word) => cluster.includes(word))
  // Nobody is hurt where a cluster is treated with too much care.
  return found === undefined ? 'production' : SPELT[found]
}

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    key: 'context',
    flag: '--context <name>',
    help: 'context of the kubeconfig in which the bot will live; default: the current one',
    ask: 'In which cluster will the bot live? (contexts of your kubeconfig)',
    schema: text,
    choices: ({ contexts }) => (contexts.length > 0 ? contexts : ['']),
    usual: (_, { contexts }) => contexts[0] ?? '',
    isDue: (_, { contexts }) => contexts.length > 1,
  },
  {
    key: 'cluster',
    flag: '--cluster <name>',
    help: 'what people call the cluster, behind -c; default: after its context',
    ask: 'What do people call this cluster?',
    schema: ClusterSettings.shape.name,
    usual: ({ context = '' }) => asName(context) || 'main',
  },
  {
    key: 'environment',
    flag: '--environment <name>',
    help: 'where it stands, e.g. staging; default: after its name, else production',
    ask: 'Which environment is it?',
    schema: ClusterSettings.shape.environment.removeDefault(),
    usual: environmentOf,
  },
  {
    key: 'production',
    flag: '--production <yes|no>',
    help: 'whether it is marked as production; default: after its environment',
    ask: 'Is it production? (marked in every answer, with stricter rules)',
    schema: text,
    choices: () => ['yes', 'no'],
    usual: ({ environment = '' }) => (environment.startsWith('prod') ? 'yes' : 'no'),
  },
  {
    key: 'slackMode',
    flag: '--slack-mode <mode>',
    help: 'socket needs no open port; http needs a public address',
    ask: 'How does Slack reach the bot? (socket needs no open port)',
    schema: SlackSettings.shape.mode.removeDefault(),
    choices: () => ['socket', 'http'],
    usual: () => 'socket',
  },
  {
    key: 'url',
    flag: '--url <url>',
    help: 'public address of the bot, for http mode',
    ask: 'Public address of the bot (https://…)',
    schema: z.url({ protocol: /^https$/, error: 'is not an https address' }),
    isDue: ({ slackMode }) => slackMode === 'http',
  },
  {
    key: 'slackUser',
    flag: '--slack-user <id>',
    help: 'your Slack user id (your profile, ⋮, Copy member ID)',
    ask: 'Your Slack user id (your profile, ⋮, Copy member ID)',
    schema: SlackUserId,
  },
  {
    key: 'user',
    flag: '--user <name>',
    help: 'your user in Kubernetes: what you do in Slack is done as this user',
    ask: 'Your user in Kubernetes: what you do in Slack is done as this user',
    schema: ImpersonatedUser,
  },
  {
    key: 'groups',
    flag: '--groups <names>',
    help: 'your groups in Kubernetes, with commas between; default: chatops:platform',
    ask: 'Your groups in Kubernetes, with commas between',
    schema: Groups,
    usual: () => 'chatops:platform',
  },
  {
    key: 'adminChannel',
    flag: '--admin-channel <id>',
    help: 'Slack channel for the bot’s own troubles; default: none',
    ask: 'Channel id for the bot’s own troubles (empty: none)',
    schema: orNothing(Channel),
    usual: () => '',
  },
  {
    key: 'channel',
    flag: '--notify-channel <id>',
    help: 'Slack channel for incidents; default: nothing is watched',
    ask: 'Channel id for incidents (empty: nothing is watched)',
    schema: orNothing(Channel),
    usual: () => '',
  },
  {
    key: 'store',
    flag: '--store <engine>',
    help: 'sqlite: one pod and a volume; postgresql: several pods',
    ask: 'Where is what must outlive a restart kept? (postgresql lets several pods share it)',
    schema: text,
    choices: () => ['sqlite', 'postgresql'],
    usual: () => 'sqlite',
  },
  {
    key: 'namespace',
    flag: '--namespace <name>',
    help: 'namespace of the bot; default: deckwatch',
    ask: 'Namespace of the bot',
    schema: text.refine(isNamespace, 'is not a namespace: lower-case letters, digits and dashes'),
    usual: () => 'deckwatch',
  },
  {
    key: 'image',
    flag: '--image <name:tag>',
    help: 'image that your cluster can pull; default: deckwatch, with this version',
    ask: 'Image of the bot, as your cluster pulls it',
    schema: Image,
    usual: (_, { version }) => `deckwatch:${version}`,
  },
]
