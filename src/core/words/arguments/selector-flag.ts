import { code, text } from '../../text.ts'
import { misread, read, type Reading, valueFlag, withShort } from '../parameters.ts'

const PREFIX = String.raw`(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?`
const WORD = String.raw`[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?`
const KEY = `${PREFIX}${WORD}`
const VALUE = `(?:${WORD})?`
const REQUIREMENT = new RegExp(
  `^(?:!?${KEY}|${KEY}\\s*(?:=|==|!=)\\s*${VALUE}|${KEY}\\s+(?:in|notin)\\s*\\(${VALUE}(?:,${VALUE})*\\))$`,
)
const LONGEST = 1000

/** `-l app=web,tier!=db`: labels as kubectl selects them. */
export const selector = withShort(
  'l',
  valueFlag('SELECTOR', 'only with these labels', readSelector),
)

/** Checked against the grammar of label selectors before anything is sent; blanks are taken out. */
export function readSelector(input: string): Reading<string> {
  if (input.length > LONGEST) return misread(...text`a selector has at most ${LONGEST} characters`)
  const parts = splitOutsideBrackets(input).map((part) => part.trim().replace(/\s*,\s*/g, ','))
  const wrong = parts.find(
    (part) => !REQUIREMENT.test(part.replace(/\(\s+/, '(').replace(/\s+\)/, ')')),
  )
  if (wrong === undefined) return read(parts.join(','))
  const shown = wrong === '' ? input : wrong
  return misread(
    ...text`${code(shown.slice(0, 60))} is not a label selector, such as ${code('app=web,tier!=db')}`,
  )
}

function splitOutsideBrackets(input: string): string[] {
  let depth = 0
  const parts = ['']
  for (const char of input) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + char)
  }
  return parts
}
