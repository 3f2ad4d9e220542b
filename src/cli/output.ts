import { Option } from 'commander'
import { stringify } from 'yaml'
import { harmless } from '../core/words/harmless.ts'
import type { Host } from './host.ts'

export type Output = 'text' | 'json'
/** Of what other programs read anyway: rights, a manifest. */
export type DocumentOutput = 'yaml' | 'json'

/** What a command found out: words for people, and the same as one JSON document for programs. */
export type Answer = {
  readonly words: () => string
  /** Its keys are a promise (`jsonKeys` tells them): more may come, none goes. */
  readonly data: Readonly<Record<string, unknown>>
}

/** `--output`, for commands that print an answer. */
export const outputOption = (): Option =>
  new Option('-o, --output <format>', 'text for people, or json for programs')
    .choices(['text', 'json'])
    .default('text')

/** The part of a command's help that names the keys of its JSON document, each as `key: meaning`. */
export const jsonKeys = (...keys: readonly string[]): string =>
  `\nJSON:\n${keys.map((key) => `  ${key}`).join('\n')}`

/** Prints an answer in the form that was asked for, and nothing else, to standard output. Words may come from a cluster. */
export function printAnswer({ words, data }: Answer, output: Output, host: Host): void {
  host.out(output === 'json' ? `${JSON.stringify(data, null, 2)}\n` : `${harmless(words())}\n`)
}

/** `--output`, for commands that print a document. */
export const documentOption = (usual: DocumentOutput): Option =>
  new Option('-o, --output <format>', 'yaml or json').choices(['yaml', 'json']).default(usual)

export const sayDocument = (value: unknown, output: DocumentOutput): string =>
  output === 'json' ? `${JSON.stringify(value, null, 2)}\n` : stringify(value, { lineWidth: 100 })
