import type { z } from 'zod'

/** Everything that `init` has to know, as typed; nothing typed is an empty text. */
export const ANSWERS = [
  'context',
  'cluster',
  'environment',
  'production',
  'slackMode',
  'url',
  'slackUser',
  'user',
  'groups',
  'adminChannel',
  'channel',
  'store',
  'namespace',
  'image',
] as const
export type Answers = Readonly<Record<(typeof ANSWERS)[number], string>>

/** What is known before anything is asked. */
export type Surroundings = {
  /** Contexts of the kubeconfig, the current one first. */
  readonly contexts: readonly string[]
  readonly version: string
}

export type Question = {
  readonly key: keyof Answers
  /** The same as an option of the command line, such as `--cluster <name>`. */
  readonly flag: string
  readonly help: string
  /** What a person at a terminal is asked. */
  readonly ask: string
  readonly choices?: (around: Surroundings) => readonly string[]
  /** What an answer has to be; a problem is told at once. */
  readonly schema: z.ZodType<unknown, string>
  /** Taken when nothing else is said; undefined where somebody has to say. */
  readonly usual?: (answers: Partial<Answers>, around: Surroundings) => string
  /** Whether it is asked at all; always, where this is left out. */
  readonly isDue?: (answers: Partial<Answers>, around: Surroundings) => boolean
}

/** Why an answer cannot be taken; undefined when it can. */
export function problemOf({ schema, choices }: Question, answer: string, around: Surroundings) {
  const offered = choices?.(around)
  if (offered && !offered.includes(answer)) return `expected ${offered.join(' or ')}`
  return schema.safeParse(answer).error?.issues[0]?.message
}
