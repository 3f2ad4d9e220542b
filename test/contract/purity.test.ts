import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'

/** What product code may write in one place only, because a test must be able to replace it. */
const SEALED = [
  { what: 'the process', pattern: /\bprocess\.|from '(?:node:)?process'/, home: /^src\/main\.ts$/ },
  { what: 'the wall clock', pattern: /\bnew Date\(\)|\bDate\.now\(/, home: /^src\/telemetry\// },
  {
    what: 'timers',
    pattern: /\b(?:setTimeout|setInterval)\(|node:timers/,
    home: /^src\/telemetry\//,
  },
  { what: 'the monotonic clock', pattern: /\bperformance\.now\(/, home: /^src\/telemetry\// },
  { what: 'chance', pattern: /\bMath\.random\(/, home: /^src\/telemetry\// },
  { what: 'the console', pattern: /\bconsole\.\w+\(/, home: /^$/ },
]

test.each(SEALED)('$what is touched in its one place only', ({ pattern, home }) => {
  const files = sourceFiles('src', 'commands', 'rbac')
  const touching = files.filter((file) => pattern.test(withoutComments(file)))

  expect(files.length).toBeGreaterThan(50)
  expect(touching.filter((file) => !home.test(file))).toEqual([])
})

const withoutComments = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
