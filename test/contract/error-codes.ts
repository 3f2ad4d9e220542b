import { readFileSync } from 'node:fs'
import { sourceFiles } from './source-tree.ts'

// `new UsageError('code', …)` in its spellings, and the two that a class or a function fills in.
const GIVEN = /(?:\b\w+Error|\bfail|\bsuper)\(\s*'([a-z]+(?:-[a-z]+)*)'/g
const CHOSEN = /\b(?:errorCode|code) = [^\n]*?'([a-z]+(?:-[a-z]+)+)' : '([a-z]+(?:-[a-z]+)*)'/g

/** Every code that the product gives an error, read off its sources. */
export function errorCodes(): string[] {
  const codes = sourceFiles('src', 'commands', 'rbac').flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    return [...source.matchAll(GIVEN), ...source.matchAll(CHOSEN)].flatMap(([, ...found]) => found)
  })
  return [...new Set(codes)].toSorted()
}

let product: string | undefined

/** Is this word a text anywhere in the product? For codes that travel through a variable. */
export function isWritten(code: string): boolean {
  product ??= sourceFiles('src', 'commands', 'rbac')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  return product.includes(`'${code}'`)
}
