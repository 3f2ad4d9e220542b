import { expect, test } from 'vitest'
import { why } from '../../commands/why.ts'
import { text } from '../../src/core/text.ts'
import { view as makeView } from '../../src/core/view.ts'
import { fakeIncidentDesk } from '../support/fake-incident-desk.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'

test('why repeats the last refusal with the words that led to it', async () => {
  const refused = makeView('failed', text`The policy says no: zero replicas needs platform`, [
    { part: 'text', text: text`Rule prod-no-zero (policy line 41).` },
  ])
  const at = new Date('2026-03-02T09:58:00Z')
  const lastRefusal = () => ({ at, words: 'scale deploy/web 0', view: refused })
  const { view } = await askQuery(why, '', { desk: { lastRefusal } })

  expect(linesOf(view).slice(0, 3)).toEqual([
    'The policy says no: zero replicas needs platform',
    'text: You said /k8s scale deploy/web 0 2026-03-02T09:58:00.000Z.',
    'text: Rule prod-no-zero (policy line 41).',
  ])
})

test('why ID explains why an incident came where it is', async () => {
  const { view } = await askQuery(why, '8f3c21aa')

  expect(linesOf(view)[0]).toBe('why 8f3c21aa')
})

test('why in the thread of an incident explains that one, whatever was refused', async () => {
  const here = makeView('plain', text`Why deployment/web is told where it is`)
  const lastRefusal = () => ({ at: new Date(), words: 'x', view: here })
  const { view } = await askQuery(why, '', {
    desk: { lastRefusal, incidents: fakeIncidentDesk({ here }) },
  })

  expect(linesOf(view)[0]).toBe('Why deployment/web is told where it is')
})

test('why says so when nothing was refused', async () => {
  const { view } = await askQuery(why, '')

  expect(linesOf(view)[0]).toBe('Nothing was refused to you since Deckwatch started.')
})
