import { ALL_NAMESPACES } from '../access.ts'
import {
  ConflictError,
  DeckwatchError,
  DeniedError,
  ForbiddenError,
  LostAnswerError,
  NotFoundError,
  UnavailableError,
  UsageError,
} from '../errors.ts'
import { bold, code, join, text, type Text } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import { type Button, type Part, type View, view } from '../view.ts'

type Around = {
  readonly requestId: string
  /** e.g. `/k8s`. */
  readonly invocation: string
  readonly at: Date
  /** True while it is certain that nothing was sent that writes. */
  readonly nothingChanged: boolean
}

/** What went wrong, in words for the one who must act. The only place that turns an error into words. */
export function refusalView(error: unknown, around: Around): View {
  if (!(error instanceof DeckwatchError)) return unforeseen(around)
  const refusal = refused(error, around)
  // A slip of the tongue is put right by saying it again; with the rest somebody else may have to help.
  if (isMistake(error)) return refusal
  return { ...refusal, footer: text`request ${code(around.requestId)}` }
}

function refused(error: DeckwatchError, around: Around): View {
  if (error instanceof DeniedError) return denied(error, around)
  if (error instanceof ForbiddenError) return forbidden(error)
  const parts = [...textParts(error, around), ...closing(error)]
  return withButtons(view(toneOf(error), error.text, parts), error)
}

const isMistake = (error: DeckwatchError): boolean =>
  error instanceof UsageError || error instanceof NotFoundError

function toneOf(error: DeckwatchError) {
  return isMistake(error) || error instanceof UnavailableError ? 'attention' : 'failed'
}

function textParts(error: DeckwatchError, { invocation }: Around): Part[] {
  const parts: Part[] = []
  if (error.suggestions.length > 0) {
    parts.push({
      part: 'text',
      text: text`Did you mean ${join(error.suggestions.map(codeText), ', ')}?`,
    })
  }
  if (error.hint) parts.push({ part: 'text', text: error.hint })
  if (error.usage)
    parts.push({ part: 'text', text: text`Usage: ${code(`${invocation} ${error.usage}`)}` })
  return parts
}

function closing(error: DeckwatchError): Part[] {
  if (error instanceof UnavailableError && error.retryAfter !== undefined) {
    return [{ part: 'note', text: text`Try again in ${error.retryAfter} s.` }]
  }
  if (error instanceof LostAnswerError) {
    return [{ part: 'note', text: text`It is not known whether the change was made.` }]
  }
  return error instanceof ConflictError ? [{ part: 'note', text: text`Nothing was changed.` }] : []
}

function denied(error: DeniedError, around: Around): View {
  const { verdict } = error
  if (!verdict || verdict.kind === 'allow') {
    return view('failed', error.text, textParts(error, around))
  }
  const title =
    verdict.kind === 'ask'
      ? text`This needs approval: ${error.text}`
      : text`The policy says no: ${error.text}`
  return view(verdict.kind === 'ask' ? 'waiting' : 'failed', title, [
    { part: 'text', text: text`Rule ${ruleName(verdict)}.` },
    ...wayOn(verdict),
    {
      part: 'note',
      text: text`Nothing was changed. ${code(`${around.invocation} why`)} shows this again.`,
    },
  ])
}

function ruleName({ rule }: Verdict): Text {
  return rule.line === undefined
    ? text`${code(rule.name)}`
    : text`${code(rule.name)} (policy line ${rule.line})`
}

function wayOn(verdict: Exclude<Verdict, { kind: 'allow' }>): Part[] {
  if (verdict.kind === 'ask') {
    const whom = join(
      verdict.approvers.map((name) => text`${bold(name)}`),
      ' or ',
    )
    const sentence = text`Only changes are held for votes; this reads. Ask ${whom} to look.`
    return [{ part: 'text', text: sentence }]
  }
  const whom = verdict.contact ?? 'whoever keeps the policy'
  return [{ part: 'text', text: text`To get it allowed, ask ${bold(whom)}.` }]
}

function forbidden({ right, hint }: ForbiddenError): View {
  const where = whereOf(right.namespace)
  const what = text`user ${code(right.user)} cannot ${bold(right.verb)} ${code(right.resource)}`
  const parts: Part[] = [
    {
      part: 'text',
      text: text`The missing right is in the cluster. A cluster admin can grant it.`,
    },
  ]
  if (hint) parts.push({ part: 'text', text: hint })
  return view('failed', text`Kubernetes says no: ${what}${where}.`, parts)
}

function whereOf(namespace: string | undefined): Text {
  if (namespace === undefined) return text` cluster-wide`
  return namespace === ALL_NAMESPACES
    ? text` in every namespace`
    : text` in namespace ${code(namespace)}`
}

function unforeseen({ requestId, at, nothingChanged }: Around): View {
  const state = nothingChanged
    ? text`Nothing was changed in the cluster.`
    : text`It is not known whether the change was made; look before you try again.`
  return view('failed', text`That broke on our side (id ${code(requestId)}).`, [
    { part: 'text', text: state },
    { part: 'note', text: text`${{ time: at }} · The admins find the same id in the log.` },
  ])
}

/** Whole commands become buttons; near names of kinds or objects stay words. */
function withButtons(shown: View, error: DeckwatchError): View {
  if (error.code !== 'unknown-command' || error.suggestions.length === 0) return shown
  const buttons: Button[] = error.suggestions.map((words) => ({ label: words, words }))
  return { ...shown, buttons }
}

const codeText = (value: string): Text => text`${code(value)}`
