import type { AuditLog } from '../audit.ts'
import type { Clusters, ClusterSession } from '../cluster.ts'
import type { Command, CommandContext, Desk } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import { UsageError } from '../errors.ts'
import type { Judge } from '../judge.ts'
import type { Place, Request } from '../request.ts'
import { code, join, text } from '../text.ts'
import type { Scope } from '../view.ts'
import { findCommand } from '../words/find-command.ts'
import { helpFirst } from '../words/help-words.ts'
import { parseWithCommon } from '../words/parse-args.ts'
import { tokenize } from '../words/tokenize.ts'
import { withoutProgram } from '../words/without-program.ts'
import { changeFlags, queryFlags } from './common-flags.ts'
import { withNearDefault } from './near-default.ts'
import type { Refusals } from './refusals.ts'
import { type ChangeParts, runChange } from './run-change.ts'
import { runQuery, scopeOf } from './run-query.ts'

/** What a channel means when nothing is named. */
export type Defaults = { readonly cluster?: string; readonly namespace?: string }

export type DispatchParts = ChangeParts & {
  readonly commands: readonly Command[]
  readonly clusters: Clusters
  readonly judge: Judge
  readonly audit: AuditLog
  readonly refusals: Refusals
  readonly defaults: (place: Place) => Defaults
  readonly invocation: string
  readonly version: string
}

/** Told how far a request came. */
export type Milestones = {
  readonly onCommand: (name: string) => void
  /** Called once the cluster is chosen, so that a refusal can name it too. */
  readonly onCluster: (scope: Scope) => void
  readonly onWrite: () => void
}

type Watch = Milestones & { readonly signal: AbortSignal }

export type Dispatch = (request: Request, conversation: Conversation, watch: Watch) => Promise<void>

/** Finds the command, reads its arguments, opens the cluster as that person, and lets the command take its road. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const send = createSend(parts)
  return async (request, conversation, watch) => {
    try {
      await send(request, conversation, watch)
    } catch (error) {
      throw withNearDefault(error, parts.defaults(request.place).namespace)
    }
  }
}

function createSend(parts: DispatchParts): Dispatch {
  return async (request, conversation, watch) => {
    const words = helpFirst(withoutProgram(tokenize(request.words)))
    const { command, rest } = findCommand(parts.commands, words)
    watch.onCommand(command.name)
    const defaults = parts.defaults(request.place)
    const opened = { request, watch, defaults, parts }
    if (command.kind === 'query') {
      const { args, common } = parseWithCommon(command, rest, queryFlags)
      const { context } = open(command, common.cluster, opened)
      const isPublic = isShared(request, common)
      return runQuery({ command, args, context, conversation, isPublic })
    }
    const { args, common: flags } = parseWithCommon(command, rest, changeFlags)
    const { context, session } = open(command, flags.cluster, opened)
    const asked = { command, args, context, session, conversation, onWrite: watch.onWrite }
    return runChange({ ...asked, flags: { ...flags, public: isShared(request, flags) } }, parts)
  }
}

/** Words behind a button are somebody else's: pressing them shares nothing of what the presser may see. */
const isShared = ({ via }: Request, flags: { readonly public: boolean }): boolean =>
  flags.public && via !== 'button'

type Opening = {
  readonly request: Request
  readonly watch: Watch
  readonly defaults: Defaults
  readonly parts: DispatchParts
}

function open(command: Command, named: string | undefined, opening: Opening) {
  const { request, watch, defaults, parts } = opening
  const meantHere = defaults.cluster ?? onlyOne(parts)
  const name = named ?? meantHere ?? anyCluster(command, parts)
  const { actor, id: requestId } = request
  const session = parts.clusters.open(name, { actor, requestId, signal: watch.signal })
  if (command.kind === 'change' || command.cluster) watch.onCluster(scopeOf(session.reader))
  const context: CommandContext = {
    request,
    cluster: session.reader,
    defaultNamespace: defaults.namespace ?? 'default',
    clock: parts.clock,
    signal: watch.signal,
    desk: { ...deskOf(request, session, parts), meantHere },
  }
  return { session, context }
}

function onlyOne({ clusters }: DispatchParts): string | undefined {
  const [first, ...others] = clusters.infos
  return others.length === 0 ? first?.cluster : undefined
}

/** With several clusters and no default nothing is guessed: the wrong cluster is worse than one more word. */
function anyCluster(command: Command, { clusters }: DispatchParts): string {
  const names = clusters.infos.map(({ cluster }) => cluster)
  const needsNone = command.kind === 'query' && !command.cluster
  if (names[0] !== undefined && needsNone) return names[0]
  throw new UsageError('which-cluster', text`Which cluster? This channel has no default.`, {
    hint: text`Add ${code('-c NAME')}: ${join(
      names.map((name) => text`${code(name)}`),
      ', ',
    )}.`,
  })
}

function deskOf(
  request: Request,
  { reader }: ClusterSession,
  parts: DispatchParts,
): Omit<Desk, 'meantHere'> {
  const { cluster: name, environment } = reader.info
  const { actor, place, at } = request
  return {
    commands: parts.commands,
    judge: parts.judge,
    facts: { actor, place, at, cluster: { name, environment } },
    clusters: () => parts.clusters.health(),
    invocation: parts.invocation,
    lastRefusal: () => parts.refusals.last(personKey(actor)),
    audit: parts.audit,
    version: parts.version,
  }
}

/** One person, whatever they are mapped to. */
export const personKey = ({
  teamId,
  userId,
}: {
  readonly teamId: string
  readonly userId: string
}): string => `${teamId}/${userId}`
