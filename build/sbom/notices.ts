import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shipped } from '../lock/shipped.ts'

/** The licence of every package that ships, with its own text and notice where it brings them. */
export const thirdPartyNotices = (packages: readonly Shipped[]): string =>
  `Deckwatch contains, or was built with, these packages.\n\n${packages
    .filter(({ path }) => existsSync(path))
    .map(noticeOf)
    .join(`${'-'.repeat(80)}\n\n`)}`

function noticeOf({ path, name, version, license }: Shipped): string {
  const texts = readdirSync(path)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8').trim())
  return [`${name} ${version}: ${license}`, ...texts, ''].join('\n\n')
}
