import { readFileSync } from 'node:fs'

/** The fenced examples of a page in one language, in order. */
export function examplesIn(file: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm')
  return [...readFileSync(file, 'utf8').matchAll(fence)].map(([, example = '']) => example)
}
