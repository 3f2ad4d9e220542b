import { ConfigError, DeckwatchError } from '../core/errors.ts'
import { plain } from '../core/text.ts'
import { harmless } from '../core/words/harmless.ts'
import type { Host } from './host.ts'

/** Writes an error for the person at the terminal: what is wrong and what to do, a stack only for bugs. */
export function tellError(error: unknown, host: Pick<Host, 'err'>): void {
  for (const line of linesOf(error)) host.err(`${harmless(line)}\n`)
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return [...error.problems]
  if (error instanceof DeckwatchError) {
    const hint = error.hint ? [plain(error.hint)] : []
    const near =
      error.suggestions.length > 0 ? [`Did you mean: ${error.suggestions.join(', ')}`] : []
    const usage = error.usage === undefined ? [] : [`Usage: ${error.usage}`]
    return [`${plain(error.text)} (${error.code})`, ...near, ...hint, ...usage]
  }
  if (error instanceof Error) return [error.stack ?? error.message]
  return [String(error)]
}
