import { bold, code, type Text, text } from '../text.ts'
import type { PodTrouble } from './pod-troubles.ts'

/** `web-5f6-abcde app: OOMKilled (exit 137), 14 restarts: …` */
export function sayTrouble({
  name,
  container,
  why,
  restarts,
  exitCode,
  message,
}: PodTrouble): Text {
  const where = container === undefined ? code(name) : text`${code(name)} ${container}`
  const exit = exitCode === undefined ? '' : ` (exit ${exitCode})`
  const again = restarts > 0 ? `, ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}` : ''
  const more = message === undefined ? '' : `: ${message}`
  return text`${where}: ${bold(why)}${exit}${again}${more}`
}
