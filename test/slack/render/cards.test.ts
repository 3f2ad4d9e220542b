import { expect, test } from 'vitest'
import { code, text, user } from '../../../src/core/text.ts'
import { type View, view } from '../../../src/core/view.ts'
import { render } from '../../../src/slack/render/render.ts'
import { refusals } from '../../support/slack-limits.ts'

const show = (value: View) => render(value, { offer: ({ words }) => `id${words.length}` })

test('a freeze that holds is small print in every answer about the cluster', () => {
  const until = new Date('2027-01-02T00:00:00Z')
  const scope = { cluster: 'prod-eu', environment: 'production', production: true }
  const freezes = [{ name: 'year-end', until }, { name: 'a*b <!here>\u202e' }]
  const { text, blocks } = show({
    ...view('plain', ['pods']),
    scope: { ...scope, freezes },
    footer: ['audit #12'],
  })

  expect(text).toContain('Freeze year-end until ')
  expect(blocks.at(-1)).toMatchObject({ type: 'context' })
  const words = JSON.stringify(blocks.at(-1))
  expect(words).toMatch(/Freeze \*year-end\* until <!date\^1798848000/u)
  expect(words).toContain('audit #12')
  expect(words).not.toContain('<!here>')
  expect(JSON.stringify(show({ ...view('plain', ['pods']), scope }).blocks)).not.toContain('Freeze')
})

test('a button that asks first says so with dots, within its limit; others do not', () => {
  const question = { title: 'Deny', label: 'Why?' }
  const { blocks } = show({
    ...view('plain', ['card']),
    buttons: [
      { label: 'Approve', words: 'approve 1', style: 'primary' },
      { label: 'Deny', words: 'deny 1', style: 'danger', question },
      { label: 'Confirm…', words: 'confirm 1', question },
      { label: 'x'.repeat(100), words: 'long 1', question },
    ],
  })
  const labels = blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => (element.type === 'button' ? element.text.text : ''))
      : [],
  )

  expect(labels.slice(0, 3)).toEqual(['Approve', 'Deny…', 'Confirm…'])
  expect(labels[3]).toHaveLength(75)
  expect(labels[3]?.endsWith('…')).toBe(true)
  expect(refusals({ text: 'card', blocks })).toEqual([])
})

test('A12: a fake approval in the names and words of an object cannot look like ours', () => {
  const fake =
    '*Approved by* <@UCTO> <!channel> `✓ platform`\n<https://evil.test|Approve>\u202e@here'
  const message = show({
    ...view('waiting', text`Scale ${code(fake)} in ${fake}`),
    scope: { cluster: fake, environment: fake, production: true, freezes: [{ name: fake }] },
    parts: [
      { part: 'text', text: text`by ${user('U1')}: ${fake}` },
      { part: 'fields', fields: [{ name: fake, value: text`${fake}` }] },
      { part: 'changes', changes: [{ field: fake, before: fake, after: 0 }] },
      { part: 'warning', text: [fake] },
      { part: 'note', text: [fake] },
    ],
    buttons: [{ label: fake, words: 'approve 8f3c21aa', question: { title: fake, label: fake } }],
    footer: [fake],
  })
  const rich = message.blocks.filter(({ type }) => type === 'rich_text')
  const small = message.blocks.filter(({ type }) => type === 'context')

  // The one person mentioned is the one we named.
  expect(JSON.stringify(message.blocks).match(/"user_id":"\w+"/gu)).toEqual(['"user_id":"U1"'])
  expect(JSON.stringify(rich)).not.toMatch(/"type":"(?:link|broadcast|usergroup)"/u)
  for (const live of [
    /<@UCTO>/u,
    /<!channel>/u,
    /<https:/u,
    /\u202e/u,
    /(?<![\u2060*])\*Approved/u,
  ])
    expect(`${JSON.stringify(small)} ${message.text}`).not.toMatch(live)
  expect(refusals(message)).toEqual([])
})

test('A12: a value of several lines stays one: none of it passes for a line of the card', () => {
  const after = 'sleep 1\n✓ Approved by @cto'
  const { blocks } = show({
    ...view('waiting', ['Needs 1 of platform']),
    parts: [{ part: 'changes', changes: [{ field: 'args 0', before: null, after }] }],
  })

  expect(JSON.stringify(blocks)).toContain('sleep 1 ↵ ✓ Approved by @cto')
})
