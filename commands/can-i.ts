import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import { within } from '../src/core/kinds/object-ref.ts'
import { rightName } from '../src/core/road/gates.ts'
import { bold, code, type Text, text } from '../src/core/text.ts'
import { type Part, view } from '../src/core/view.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { selectionArgument } from '../src/core/words/arguments/selection-argument.ts'
import { misread, positional, read } from '../src/core/words/parameters.ts'
import type { Verdict } from '../src/core/verdict.ts'
import { deedOf, isAboutObjects, isVerb, verbs } from './can-i/deed.ts'

/** `can-i`: what policy and Kubernetes would say, without doing it. */
export const canI = defineQuery({
  name: 'can-i',
  aliases: ['can i', 'auth can-i'],
  summary: 'Ask whether you may do something, without doing it',
  details:
    'The verb is a command’s name, as scale, or one of Kubernetes’ own, as list. Both gates answer: the policy and the cluster.',
  parameters: {
    verb: positional('VERB', 'a command’s name or a verb of Kubernetes', ([word = '']) =>
      /^[a-z][a-z-]{0,30}$/i.test(word)
        ? read(word.toLowerCase())
        : misread(...text`${code(word.slice(0, 30))} is not a verb`),
    ),
    what: selectionArgument('a kind, or one object as deploy/web'),
    namespace,
  },
  examples: ['can-i scale deploy/web -n shop', 'can-i list pods', 'can-i get secrets -n shop'],
  cluster: false,
  access: async () => [],
  run: async ({ verb, what: [one, ...others], namespace: named }, context) => {
    if (!one || others.length > 0) throw oneAtATime()
    const { cluster, desk, defaultNamespace } = context
    if (!isVerb(verb, desk.commands)) throw unknownVerb(verb, desk.commands)
    const kind = await cluster.kind(one.kind)
    const place = within(kind, named ?? defaultNamespace)
    const name = one.name === undefined ? {} : { name: one.name }
    const deed = await deedOf(verb, { kind, ...place, ...name }, context)
    const answer = await cluster.review(deed.access)
    const verdicts = deed.commands.map((command) => judge(command, deed.access, context))
    const may = answer.allowed && verdicts.some(({ kind: said }) => said === 'allow')
    const object = one.name === undefined ? kind.resource : `${kind.singular}/${one.name}`
    const where = place.namespace === undefined ? '' : ` in ${place.namespace}`
    const title = text`${may ? 'Yes: you may' : 'No: you may not'} ${bold(`${verb} ${object}${where}`)}`
    const fields = [
      { name: 'the policy says', value: policySays(verb, verdicts) },
      {
        name: 'Kubernetes says',
        value: kubernetesSays(answer.allowed, deed.access, context.request.actor.user),
      },
    ]
    const parts: Part[] = [{ part: 'fields', fields }]
    return { ...view(may ? 'done' : 'failed', title, parts), scope: cluster.info }
  },
})

type Deed = Awaited<ReturnType<typeof deedOf>>

function judge(
  command: Deed['commands'][number],
  access: Deed['access'],
  { desk }: CommandContext,
) {
  const { kind, namespace: place, name } = access
  const target = {
    kind: kind.resource,
    group: kind.group,
    ...(place !== undefined && { namespace: place }),
    ...(name !== undefined && { name }),
  }
  const risk = command.kind === 'query' ? 'read' : 'change'
  return desk.judge.judge({ ...desk.facts, command: command.name, risk, target })
}

function policySays(verb: string, verdicts: readonly Verdict[]): Text {
  const verdict = verdicts.find(({ kind }) => kind === 'allow') ?? verdicts[0]
  if (!verdict) return text`no: no command here would ${verb}`
  const words = { allow: 'yes', ask: 'only with approval', deny: 'no' } as const
  return text`${words[verdict.kind]}: rule ${code(verdict.rule.name)}, ${verdict.reason}`
}

const kubernetesSays = (allowed: boolean, access: Deed['access'], user: string): Text =>
  text`${allowed ? 'yes' : 'no'}: user ${code(user)} ${allowed ? 'may' : 'may not'} ${access.verb} ${code(rightName(access))}`

const oneAtATime = () => new UsageError('one-at-a-time', text`Ask about one kind or one object.`)

const unknownVerb = (verb: string, commands: CommandContext['desk']['commands']) =>
  new UsageError('unknown-verb', text`I know no ${code(verb)}.`, {
    hint: text`Use a command’s name, or one of ${verbs.join(', ')}.`,
    suggestions: commands
      .filter(isAboutObjects)
      .map(({ name }) => name)
      .filter((name) => name.startsWith(verb.slice(0, 2))),
  })
