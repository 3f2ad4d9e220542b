import { commands } from '../../commands/index.ts'
import type { Command } from '../../src/core/command.ts'
import { queryFlags, readChange } from '../../src/core/road/common-flags.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { parseWithCommon } from '../../src/core/words/parse-args.ts'

/** Reads words as the road does; an override takes another command's. */
export function understand(command: Command, words: readonly string[]): unknown {
  if (command.kind === 'change') return readChange(command, words)
  if (command.kind !== 'override') return parseWithCommon(command, words, queryFlags)
  const { command: change, rest } = findCommand(commands, words)
  if (change.kind !== 'change') throw new Error(`${change.name} is no change`)
  return readChange(change, rest)
}
