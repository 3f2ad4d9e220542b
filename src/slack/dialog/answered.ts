import { spellWords } from '../../core/words/spell-words.ts'
import type { Question } from '../../core/view.ts'
import { clean } from '../safety/clean.ts'

/** The words with the answer behind them, quoted: whatever was typed stays one word and is never a flag. */
export function answered(words: string, question: Question, answer: string): string {
  const line = clean(answer).replaceAll(/\s+/gu, ' ').trim()
  if (line === '') return words
  const lead = question.flag ?? (line.startsWith('-') ? '--' : undefined)
  const spelled = spellWords([line])
  return lead === undefined ? `${words} ${spelled}` : `${words} ${lead} ${spelled}`
}
