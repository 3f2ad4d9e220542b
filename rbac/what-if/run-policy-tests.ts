import type { Command } from '../../src/core/command.ts'
import { ConfigError, type ConfigProblem, DeckwatchError } from '../../src/core/errors.ts'
import type { Facts } from '../../src/core/judge.ts'
import { mergeRequirements } from '../../src/core/merge-requirements.ts'
import type { Verdict } from '../../src/core/verdict.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import type { Policy } from '../policy/create-policy.ts'
import { explain, type Explanation } from './explain.ts'
import { sayExpected, sayVerdict } from './expectation.ts'
import { builtInKind } from '../matching/kind-words.ts'
import type { PolicyTest, PolicyTestsDocument } from './policy-tests.ts'
import { readWords } from './read-words.ts'

export type PolicyTestResult = {
  readonly name: string
  readonly line: number | undefined
  readonly passed: boolean
  /** What was right, and what came, in words. */
  readonly expected: string
  readonly got: string
  readonly verdict: Verdict
  readonly explanation: Explanation
}

type Source = {
  readonly value: PolicyTestsDocument
  readonly file: string
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined
}

type Mapped = {
  readonly user: string
  readonly groups: readonly string[]
  readonly roles: readonly string[]
}

type Setting = {
  readonly policy: Policy
  readonly commands: readonly Command[]
  /** The explicit identity map, by Slack user id. */
  readonly people?: Readonly<Record<string, Mapped>>
  readonly clusters?: readonly { readonly name: string; readonly environment: string }[]
}

/**
 * Runs cases through the bot's own engine. Throws ConfigError with every case that cannot be asked, such as words
 * that are no command.
 */
export function runPolicyTests(
  { value: { tests }, file, lineOf }: Source,
  setting: Setting,
): readonly PolicyTestResult[] {
  const problems: ConfigProblem[] = []
  const results = tests.map((test, i) => {
    const line = lineOf(['tests', i, 'name'])
    try {
      return { ...runOne(test, setting), line }
    } catch (error) {
      if (!(error instanceof DeckwatchError)) throw error
      problems.push({ file, line: line ?? 1, path: `tests[${i}]`, message: error.message })
      return undefined
    }
  })
  if (problems.length > 0) throw new ConfigError(problems)
  return results.filter((result) => result !== undefined)
}

function runOne(test: PolicyTest, setting: Setting) {
  const explanations = factsOf(test, setting).map((facts) => explain(setting.policy, facts))
  const explanation = explanations.reduce(stricter)
  const { verdict } = explanation
  const expected = sayExpected(test)
  const passed = sayVerdict(verdict, test) === expected
  const got = sayVerdict(verdict, { ...test, rule: verdict.rule.name })
  return { name: test.name, expected, got, passed, verdict, explanation }
}

const WEIGHT = { allow: 0, ask: 1, deny: 2 } as const

/** As on the road: the strictest verdict counts, and all that ask are put together. */
function stricter(worst: Explanation, next: Explanation): Explanation {
  const [one, other] = [worst.verdict, next.verdict]
  if (one.kind !== 'ask' || other.kind !== 'ask') {
    return WEIGHT[other.kind] > WEIGHT[one.kind] ? next : worst
  }
  const requirement = mergeRequirements([one.requirement, other.requirement])
  return { ...worst, verdict: { ...one, requirement } }
}

/** One question per target, as the bot asks them. */
function factsOf(test: PolicyTest, setting: Setting): Facts[] {
  const { commands, clusters = [] } = setting
  const read =
    test.words === undefined ? asWritten(test, commands) : asTyped(test.words, test, commands)
  const cluster = read.cluster ?? test.cluster
  const known = clusters.find(({ name }) => name === cluster)?.environment
  const environment = test.environment ?? known ?? cluster
  const isDm = test.channel === 'dm'
  const risk = test.risk ?? read.risk
  return read.targets.map((target) => ({
    actor: actorOf(test, setting),
    command: read.command,
    risk,
    cluster: { name: cluster, environment },
    place: { channelId: isDm ? 'D000TEST' : test.channel, kind: isDm ? 'dm' : 'channel' },
    ...(target && { target: withMetadata(target, risk, test) }),
    ...(read.size && { size: read.size }),
    at: new Date(test.at),
  }))
}

function asTyped(words: string, { namespace, size }: PolicyTest, commands: readonly Command[]) {
  const read = readWords(tokenize(words), {
    commands,
    ...(namespace !== undefined && { defaultNamespace: namespace }),
    ...(size && { replicasNow: size.before }),
  })
  return { ...read, size: size ?? read.size }
}

function asWritten(test: PolicyTest, commands: readonly Command[]) {
  const { command = '', kind, object, namespace, labels, annotations, size } = test
  const { command: known } = findCommand(commands, command.split(' '))
  const target = {
    ...(kind !== undefined && builtInKind(kind)),
    ...(namespace !== undefined && { namespace }),
    ...(object !== undefined && { name: object }),
  }
  const isAboutOne = Boolean(labels ?? annotations) || Object.keys(target).length > 0
  const risk: Facts['risk'] = known.kind === 'change' ? 'change' : 'read'
  const targets = [isAboutOne ? target : undefined]
  return { command: known.name, risk, cluster: undefined, targets, size }
}

type Target = NonNullable<Facts['target']>

/** As in the bot: a change has read its object, so what a case does not name is not there; a query has not. */
function withMetadata(
  target: Target,
  risk: Facts['risk'],
  { labels, annotations }: PolicyTest,
): Target {
  const read = risk === 'read' ? {} : { labels: {}, annotations: {} }
  return { ...target, ...read, ...(labels && { labels }), ...(annotations && { annotations }) }
}

/** Whoever is mapped has what the map gives; what a case says comes on top. */
function actorOf({ as }: PolicyTest, { policy, people = {} }: Setting): Facts['actor'] {
  const { slackId: userId, usergroups } = as
  const mapped = Object.hasOwn(people, userId) ? people[userId] : undefined
  const user = as.user ?? mapped?.user ?? 'test@example.com'
  const groups = [...new Set([...(mapped?.groups ?? []), ...as.groups])]
  const roles = [
    ...(mapped?.roles ?? []),
    ...as.roles,
    ...policy.rolesOf({ userId, groups, usergroups }),
  ]
  return { userId, teamId: 'T000TEST', name: user, user, groups, roles }
}
