import { ALL_NAMESPACES } from '../src/core/access.ts'
import { type Desk, defineQuery } from '../src/core/command.ts'
import type {
  AppliedChange,
  ConfigurationReport,
  RefusedChange,
} from '../src/core/configuration.ts'
import { DeniedError } from '../src/core/errors.ts'
import { bold, code, join, type Text, text, time } from '../src/core/text.ts'
import type { Part, View } from '../src/core/view.ts'

/** `config`: what is loaded, and what the last change did. */
export const config = defineQuery({
  name: 'config',
  summary: 'Show which configuration is loaded and what its last change did',
  details:
    'The files and where secrets come from, never a secret itself. It is about all clusters: policy must let you read in all of them, in every namespace.',
  parameters: {},
  examples: ['config'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk }) => {
    mustBeLet(desk)
    return configView(desk.configuration())
  },
})

/** It is of no cluster: who sees it may read in all of them. */
function mustBeLet({ judge, facts, clusters }: Desk): void {
  const target = { kind: 'configuration', group: '', namespace: ALL_NAMESPACES }
  for (const { cluster: name, environment } of clusters()) {
    const cluster = { name, environment }
    const verdict = judge.judge({ ...facts, cluster, command: 'config', risk: 'read', target })
    if (verdict.kind !== 'allow')
      throw new DeniedError('policy-denied', text`${verdict.reason}`, { verdict })
  }
}

function configView(report: ConfigurationReport): View {
  const { refused, applied, generation, since, hash } = report
  const title = refused
    ? text`${bold('A changed configuration is refused')} since ${time(refused.since)}`
    : text`${bold('configuration')} · loaded ${time(since)}`
  return {
    tone: refused ? 'failed' : 'plain',
    title,
    parts: [
      ...(refused ? refusedParts(refused, since) : []),
      { part: 'fields', fields: fieldsOf(report) },
      ...(applied ? [appliedPart(applied)] : []),
    ],
    footer: text`generation ${generation} of this process · ${code(hash.slice(0, 12))}`,
  }
}

function refusedParts({ problems, isTriedAgain }: RefusedChange, since: Date): Part[] {
  const after = isTriedAgain ? text` It is tried again by itself.` : text``
  return [
    { part: 'text', text: list(problems) },
    { part: 'text', text: text`What was loaded ${time(since)} goes on.${after}` },
  ]
}

function appliedPart({ at, changed, done }: AppliedChange): Part {
  const what = text`${bold('Last change')} ${time(at)}: ${changed.join(', ') || 'credentials'}`
  return { part: 'text', text: done.length === 0 ? what : text`${what}\n${done.join(', ')}` }
}

function fieldsOf({ files, secrets, clusters, counts, on }: ConfigurationReport) {
  return [
    ...files.map(({ path, holds }) => ({ name: capital(holds), value: text`${code(path)}` })),
    { name: 'Clusters', value: text`${clusters.join(', ')}` },
    {
      name: 'Holds',
      value: text`${Object.entries(counts)
        .map(([what, count]) => `${what}: ${count}`)
        .join(', ')}`,
    },
    { name: 'Switched on', value: text`${on.join(', ')}` },
    {
      name: 'Secrets',
      value: join(
        secrets.map(({ name, from }) => text`${code(name)} from ${from}`),
        '\n',
      ),
    },
  ]
}

/** More do not help whoever has to begin with the first. */
const MOST = 20

const list = (problems: readonly string[]): Text =>
  join(
    problems.slice(0, MOST).map((problem) => text`${code(problem)}`),
    '\n',
  )

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
