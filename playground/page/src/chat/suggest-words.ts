import type { CommandWord } from '../../../host/page-wire.ts'

export type Suggestion = { readonly text: string; readonly hint: string }

type Known = {
  readonly slashCommand: string
  readonly botName: string
  readonly commands: readonly CommandWord[]
}

/** What the composer offers for a draft: the slash command, then command words, then examples of the command. */
export function suggestWords(draft: string, known: Known): Suggestion[] {
  const slash = known.slashCommand
  if (draft.startsWith('@')) return suggestMention(draft, known)
  if (!draft.startsWith('/') || draft.includes('\n')) return []
  if (slash.startsWith(draft) && draft !== `${slash} `) {
    return [{ text: `${slash} `, hint: 'Ask Deckwatch something' }]
  }
  if (!draft.startsWith(`${slash} `)) return []
  const words = draft.slice(slash.length + 1)
  const full = (text: string) => `${slash} ${text}`
  const starting = known.commands.filter(({ name }) => name.startsWith(words) && name !== words)
  if (starting.length > 0) {
    return starting.map(({ name, summary }) => ({ text: full(`${name} `), hint: summary }))
  }
  const named = longestNamed(known.commands, words)
  const examples = named?.examples.filter((one) => one.startsWith(words) && one !== words) ?? []
  return examples.map((example) => ({ text: full(example), hint: named?.summary ?? '' }))
}

function suggestMention(draft: string, { botName }: Known): Suggestion[] {
  const mention = `@${botName} `
  const isBegun = mention.startsWith(draft) && draft !== mention
  return isBegun ? [{ text: mention, hint: 'Works in threads too' }] : []
}

function longestNamed(commands: readonly CommandWord[], words: string): CommandWord | undefined {
  return commands
    .filter(({ name }) => words === name || words.startsWith(`${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
}
