import type { Text } from './text.ts'
import { plain } from './text.ts'
import type { Verdict } from './verdict.ts'

type Options = {
  readonly cause?: unknown
  /** What to do next, as a sentence. */
  readonly hint?: Text
  /** Words to offer as a button or as an example, without the command's name. */
  readonly suggestions?: readonly string[]
  /** The command's usage line, shown for bad arguments. */
  readonly usage?: string
}

/** Base of everything we foresee. `text` is safe to show; `cause` is for the log only. */
export abstract class DeckwatchError extends Error {
  readonly code: string
  readonly text: Text
  readonly hint: Text | undefined
  readonly suggestions: readonly string[]
  readonly usage: string | undefined

  constructor(code: string, text: Text, options: Options = {}) {
    super(plain(text), { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.text = text
    this.hint = options.hint
    this.suggestions = options.suggestions ?? []
    this.usage = options.usage
  }
}

/** The person typing acts: unknown command, flag, kind; bad argument. */
export class UsageError extends DeckwatchError {}

/** An operator acts: our policy (or identity map) says no. Carries the verdict when policy spoke. */
export class DeniedError extends DeckwatchError {
  readonly verdict: Verdict | undefined
  constructor(code: string, text: Text, options: Options & { readonly verdict?: Verdict } = {}) {
    super(code, text, options)
    this.verdict = options.verdict
  }
}

/** Which right was missing when Kubernetes itself said no. */
export type MissingRight = {
  readonly user: string
  readonly verb: string
  readonly resource: string
  readonly namespace?: string
  readonly name?: string
}

/** A cluster admin acts: Kubernetes' own access control says no to this person. */
export class ForbiddenError extends DeckwatchError {
  readonly right: MissingRight
  constructor(right: MissingRight, text: Text, options: Options = {}) {
    super('kubernetes-forbidden', text, options)
    this.right = right
  }
}

/** The person: the thing is not there. */
export class NotFoundError extends DeckwatchError {}

/** The person: the cluster is not as the plan assumed (drift, conflict, admission refused). */
export class ConflictError extends DeckwatchError {}

/** Time: too many requests, outage, deadline. `retryAfter` in seconds where the other side said so. */
export class UnavailableError extends DeckwatchError {
  readonly retryAfter: number | undefined
  constructor(code: string, text: Text, options: Options & { readonly retryAfter?: number } = {}) {
    super(code, text, options)
    this.retryAfter = options.retryAfter
  }
}

/** A write whose answer never came: it may or may not have happened. */
export class LostAnswerError extends DeckwatchError {}

/** One thing that is wrong in what an operator wrote, and where, as far as it stands in a file. */
export type ConfigProblem = {
  readonly file?: string
  readonly line?: number
  /** Of the value, such as `clusters[0].name`. */
  readonly path?: string
  readonly message: string
}

/** The operator, before the program runs: all problems at once. */
export class ConfigError extends DeckwatchError {
  /** For people: `file:line: path: what is wrong`. */
  readonly problems: readonly string[]
  /** The same for programs. */
  readonly details: readonly ConfigProblem[]
  constructor(problems: readonly (string | ConfigProblem)[]) {
    const details = problems.map((one) => (typeof one === 'string' ? { message: one } : one))
    const said = details.map(sayConfigProblem)
    super('bad-config', [said.join('\n')])
    this.problems = said
    this.details = details
  }
}

/** `file:line: path: what is wrong`. */
export function sayConfigProblem({ file, line, path, message }: ConfigProblem): string {
  const place = [file, line].filter((part) => part !== undefined).join(':')
  return [place, path, message].filter(Boolean).join(': ')
}
