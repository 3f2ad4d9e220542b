import { sayExplanation } from './explain-text.ts'
import type { PolicyTestResult } from './run-policy-tests.ts'

/** Results for a terminal: one line per case, the whole explanation for those that fail, then the count. */
export function sayPolicyTests(results: readonly PolicyTestResult[]): string {
  const failed = results.filter(({ passed }) => !passed).length
  return [
    ...results.map(sayResult),
    '',
    `${results.length - failed} passed, ${failed} failed`,
  ].join('\n')
}

function sayResult({
  name,
  line,
  passed,
  expected,
  got,
  verdict,
  explanation,
}: PolicyTestResult): string {
  if (passed) return `✓ ${name}: ${verdict.kind} by ${verdict.rule.name}`
  const where = line === undefined ? '' : ` (line ${line})`
  const because = sayExplanation(explanation).replaceAll(/^(?=.)/gm, '    ')
  return `✕ ${name}${where}: expected ${expected}, got ${got}\n${because}`
}
