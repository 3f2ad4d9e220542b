import type { Identify } from '../actor.ts'
import type { Clusters } from '../cluster.ts'
import type { Command } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import { UsageError } from '../errors.ts'
import type { Request } from '../request.ts'
import { text } from '../text.ts'
import type { Scope } from '../view.ts'
import { findCommand } from '../words/find-command.ts'
import { helpFirst } from '../words/help-words.ts'
import { parseArgs, parseWithCommon } from '../words/parse-args.ts'
import { tokenize } from '../words/tokenize.ts'
import { withoutProgram } from '../words/without-program.ts'
import { changeBehind } from './change-words.ts'
import { queryFlags, readChange } from './common-flags.ts'
import { withNearDefault } from './near-default.ts'
import { type Opened, openFor, type OpeningParts } from './opening.ts'
import { type ChangeParts, runChange } from './run-change.ts'
import { runQuery } from './run-query.ts'
import { scopeOf } from './scope.ts'

export type DispatchParts = ChangeParts &
  OpeningParts & {
    readonly identify: Identify
    /** The clusters as a query may read them: while one is away, from what was watched. */
    readonly readable: Clusters
    /** Does this look as if a password, a key or a token were in it? */
    readonly holdsSecret: (words: string) => boolean
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

type Sending = {
  readonly request: Request
  readonly conversation: Conversation
  readonly watch: Watch
}

function createSend(parts: DispatchParts): Dispatch {
  return async (request, conversation, watch) => {
    const words = helpFirst(withoutProgram(tokenize(request.words)))
    const { command, rest } = findCommand(parts.commands, words)
    watch.onCommand(command.name)
    if (command.kind !== 'query') throwIfSecret(request.words, parts)
    const sending = { request, conversation, watch }
    switch (command.kind) {
      case 'query':
        return sendQuery({ command, rest }, sending, parts)
      case 'decision':
        return sendDecision({ command, rest }, await asNow(sending, parts), parts)
      case 'change':
        return sendChange({ command, rest, isAround: false }, await asNow(sending, parts), parts)
      case 'override': {
        const behind = changeBehind(parts.commands, rest)
        return sendChange({ ...behind, isAround: true }, await asNow(sending, parts), parts)
      }
      default:
        return command satisfies never
    }
  }
}

/** What changes or decides is kept for good, on a trail that nothing can be taken out of again. */
function throwIfSecret(words: string, { holdsSecret }: DispatchParts): void {
  if (!holdsSecret(words)) return
  throw new UsageError('secret-said', text`There seems to be a secret in these words.`, {
    hint: text`Nothing was done, and they are not on record. Say it without; if it was a secret, change it.`,
  })
}

/** What is only read may be read by who somebody was minutes ago; nobody changes or decides anything as that. */
async function asNow(sending: Sending, { identify }: DispatchParts): Promise<Sending> {
  const { userId, teamId } = sending.request.actor
  const actor = await identify({ userId, teamId }, 'now')
  return { ...sending, request: { ...sending.request, actor } }
}

type Said<K extends Command['kind']> = {
  readonly command: Extract<Command, { kind: K }>
  readonly rest: readonly string[]
}

async function sendQuery(
  { command, rest }: Said<'query'>,
  sending: Sending,
  parts: DispatchParts,
): Promise<void> {
  const { args, common } = parseWithCommon(command, rest, queryFlags)
  const wanted = { named: common.cluster, needsCluster: command.cluster }
  const { context } = open(sending, wanted, { ...parts, clusters: parts.readable })
  const isPublic = isShared(sending.request, common)
  await runQuery({ command, args, context, conversation: sending.conversation, isPublic })
}

/** What Deckwatch itself holds is decided on: no cluster has to answer, and only the one who asked sees what came of it. */
async function sendDecision(
  { command, rest }: Said<'decision'>,
  sending: Sending,
  parts: DispatchParts,
): Promise<void> {
  const args = parseArgs(command, rest)
  const { context } = open(sending, { named: undefined, needsCluster: false }, parts)
  await sending.conversation.reply(await command.run(args, context), 'private')
}

async function sendChange(
  { command, rest, isAround }: Said<'change'> & { readonly isAround: boolean },
  sending: Sending,
  parts: DispatchParts,
): Promise<void> {
  const { args, flags: given } = readChange(command, rest)
  const { context, session } = open(sending, { named: given.cluster, needsCluster: true }, parts)
  const flags = { ...given, public: isShared(sending.request, given) }
  const { conversation, watch } = sending
  const asked = { command, args, context, session, conversation, flags, isAround }
  await runChange({ ...asked, onWrite: watch.onWrite }, parts)
}

type Wanted = { readonly named: string | undefined; readonly needsCluster: boolean }

function open({ request, watch }: Sending, wanted: Wanted, parts: DispatchParts): Opened {
  const opened = openFor({ request, signal: watch.signal, ...wanted }, parts)
  if (wanted.needsCluster) {
    const { info } = opened.session.reader
    watch.onCluster(scopeOf(info, { judge: parts.judge, at: request.at }))
  }
  return opened
}

/** Words behind a button are somebody else's: pressing them shares nothing of what the presser may see. */
const isShared = ({ via }: Request, flags: { readonly public: boolean }): boolean =>
  flags.public && via !== 'button'
