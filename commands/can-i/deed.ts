import type { Access } from '../../src/core/access.ts'
import type { Command, CommandContext } from '../../src/core/command.ts'
import type { ObjectRef } from '../../src/core/resource.ts'

/** What somebody asks about: the right Kubernetes must grant, and the commands that policy must allow one of. */
export type Deed = { readonly access: Access; readonly commands: readonly Command[] }

type Object = Omit<ObjectRef, 'name'> & { readonly name?: string }

export const verbs = ['get', 'list', 'watch', 'create', 'patch', 'update', 'delete'] as const
type Verb = (typeof verbs)[number]

/** Which commands do what a verb of Kubernetes says. */
const DOERS: Readonly<Record<Verb, readonly string[]>> = {
  get: ['get'],
  list: ['get'],
  watch: ['get'],
  patch: ['restart', 'rollback', 'pause', 'resume', 'cordon', 'uncordon', 'label'],
  update: [],
  create: [],
  delete: [],
}

/** A verb of Kubernetes, or a command that does something to objects. */
export const isVerb = (word: string, commands: readonly Command[]): boolean =>
  asVerb(word) !== undefined || byName(word, commands) !== undefined

export async function deedOf(word: string, object: Object, context: CommandContext): Promise<Deed> {
  const { commands } = context.desk
  const command = byName(word, commands)
  if (command) return { access: await accessOf(command, object, context), commands: [command] }
  const verb = asVerb(word) ?? 'get'
  const doers = commands.filter(({ name }) => DOERS[verb].includes(name))
  return { access: { verb, ...object }, commands: doers }
}

const asVerb = (word: string): Verb | undefined => verbs.find((verb) => verb === word)

const byName = (word: string, commands: readonly Command[]): Command | undefined =>
  commands
    .filter(isAboutObjects)
    .find(({ name, aliases }) => name === word || aliases.includes(word))

/** Others act on what Deckwatch holds: which plan it is decides who may. */
export const isAboutObjects = (command: Command): boolean =>
  command.kind === 'change' ? !command.judgedAsAnother : command.kind === 'query' && command.cluster

async function accessOf(
  { name, kind }: Command,
  object: Object,
  { cluster }: CommandContext,
): Promise<Access> {
  if (name === 'scale') return { verb: 'patch', subresource: 'scale', ...object }
  if (kind === 'change') return { verb: 'patch', ...object }
  if (name === 'logs') return logAccess(object, await cluster.kind('pods'))
  return { verb: object.name === undefined ? 'list' : 'get', ...object }
}

/** Logs are read of pods, whichever workload they were asked of. */
function logAccess({ kind, name, namespace }: Object, pods: Object['kind']): Access {
  const isPod = kind.resource === pods.resource && kind.group === pods.group
  return {
    verb: 'get',
    kind: pods,
    subresource: 'log',
    ...(namespace !== undefined && { namespace }),
    ...(isPod && name !== undefined && { name }),
  }
}
