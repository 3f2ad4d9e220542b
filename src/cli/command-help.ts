import type { ExitCode } from './exit-code.ts'

/** What a chosen command does, once the whole command line was understood. */
export type Action = () => Promise<ExitCode>

export const DEFAULT_CONFIG = 'deckwatch.yaml'

/** The last part of a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
