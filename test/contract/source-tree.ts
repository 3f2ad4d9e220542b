import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One import as written. `target` is a path in the repository, or a package's name. */
export type Import = {
  readonly file: string
  readonly target: string
  readonly isPackage: boolean
  readonly isTypeOnly: boolean
}

/** Every hand-written TypeScript file below these folders, with `/` as separator. */
export function sourceFiles(...folders: readonly string[]): string[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,tsx}`)
  // What a test writes for a moment is gone before another one reads it.
  const exclude = (path: string) => /(^|\/)(node_modules|dist)(\/|$)|\.generated\.ts$/.test(path)
  return globSync(patterns, { exclude })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}

const IMPORT = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'/gm
const BARE_OR_LAZY_IMPORT = /(?:^import\s+|\bimport\()'([^']+)'/gm

export function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const lazy = [...source.matchAll(BARE_OR_LAZY_IMPORT)].map(
    ([, target = '']) => [target, false] as const,
  )
  const named = [...source.matchAll(IMPORT)].map(
    ([, type, target = '']) => [target, !!type] as const,
  )
  return [...named, ...lazy].map(([target, isTypeOnly]) => ({
    file,
    isTypeOnly,
    isPackage: !target.startsWith('.'),
    target: target.startsWith('.') ? normalize(join(dirname(file), target)) : packageOf(target),
  }))
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}
