import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { help } from '../../commands/help.ts'
import type { BreakGlass, Facts } from '../../src/core/judge.ts'
import { plain, type Text } from '../../src/core/text.ts'
import type { View } from '../../src/core/view.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { commandContext } from '../support/command-context.ts'

const anybody: BreakGlass = {
  mayUse: () => true,
  mayReview: () => true,
  reviewers: [],
  channel: 'C9',
  minReason: 10,
}

const ask = async (
  words: string[],
  denies: (facts: Facts) => boolean = () => false,
  breakGlass: BreakGlass | undefined = anybody,
) => help.run(parseArgs(help, words), commandContext({ commands, denies, judge: { breakGlass } }))

const wordsOf = (view: View): string =>
  view.parts
    .map((part) => {
      if (part.part === 'table') return part.table.rows.flat().join(' ')
      return 'text' in part ? plain(part.text satisfies Text) : ''
    })
    .join('\n')

test('help lists every command to somebody who may use all', async () => {
  const shown = wordsOf(await ask([]))

  for (const { name, summary } of commands) expect(shown).toContain(`${name} ${summary}`)
})

test('help leaves out what this person may not use here, and says how much', async () => {
  const view = await ask([], ({ risk }) => risk === 'change')

  expect(wordsOf(view)).not.toContain('scale Change')
  expect(plain(view.footer ?? [])).toMatch(/more are not open to you here$/)
})

test('help scale shows usage, flags and examples from the declaration', async () => {
  const shown = wordsOf(await ask(['scale']))

  expect(shown).toContain('/k8s scale KIND/NAME [REPLICAS] [-n NAMESPACE]')
  expect(shown).toContain('--current-replicas REPLICAS only when there are this many now')
  expect(shown).toContain('--dry-run')
  expect(shown).toContain('-c, --cluster CLUSTER')
  expect(shown).toContain('/k8s scale deploy/web 5 -n shop')
})

test('help of a command that is not open says so', async () => {
  const shown = wordsOf(await ask(['scale'], ({ command }) => command === 'scale'))

  expect(shown).toContain('does not open this command to you')
})

test('help of a misspelt command says what is near', async () => {
  await expect(ask(['scael'])).rejects.toMatchObject({ suggestions: ['scale'] })
})

test('help shows break-glass only to those who may use it', async () => {
  const nobody = { ...anybody, mayUse: () => false }

  expect(wordsOf(await ask([]))).toContain('break-glass Make a change')
  expect(wordsOf(await ask([], undefined, nobody))).not.toContain('break-glass Make')
  expect(wordsOf(await ask(['break-glass'], undefined, nobody))).toContain('does not open this')
})

test('help shows decisions to everybody: each plan says who may', async () => {
  expect(wordsOf(await ask([], () => true))).toContain('approve Vote for a plan')
})

test('help shows undo to those who may change something', async () => {
  expect(wordsOf(await ask([], ({ command }) => command !== 'scale'))).toContain('undo Take back')
  expect(wordsOf(await ask([], ({ risk }) => risk === 'change'))).not.toContain('undo Take back')
})

test('help shows --for only where a change can be temporary', async () => {
  expect(wordsOf(await ask(['scale']))).toContain('--for DURATION')
  expect(wordsOf(await ask(['restart']))).not.toContain('--for')
  expect(wordsOf(await ask(['break-glass']))).toContain('--for DURATION')
})
