import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { mentions, mentionsIn, pings } from '../../../../playground/slack/block-kit/mentions.ts'

test.each([
  ['<!channel> look', [{ kind: 'broadcast', range: 'channel' }]],
  ['<!here|here>', [{ kind: 'broadcast', range: 'here' }]],
  ['hi <@U07B2RZ81LT>', [{ kind: 'user', id: 'U07B2RZ81LT' }]],
  ['hi <@U07B2RZ81LT|bob>', [{ kind: 'user', id: 'U07B2RZ81LT' }]],
  ['<!subteam^S07PLATF0RM|@platform>', [{ kind: 'usergroup', id: 'S07PLATF0RM' }]],
  ['<#C07OPS1M8ND|ops>', [{ kind: 'channel', id: 'C07OPS1M8ND' }]],
  ['<https://a.example|click>', [{ kind: 'link', url: 'https://a.example', label: 'click' }]],
  ['see https://a.example/x now', [{ kind: 'link', url: 'https://a.example/x' }]],
  ['<!date^1700000000^{time}|then>', []],
  ['&lt;!channel&gt; @channel <!channel', []],
])('%s', (text, found) => {
  expect(mentions(text)).toEqual(found)
})

test('a mention in backticks still counts: Slack resolves it there too', () => {
  expect(mentions('`<!channel>`')).toHaveLength(1)
})

test('plain text and table cells hold no mentions, mrkdwn and rich text do', () => {
  const hostile = '<!channel>'
  const inert = [
    { type: 'header', text: { type: 'plain_text', text: hostile } },
    { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: hostile }] }],
    },
  ]
  const live = [
    { type: 'section', text: { type: 'mrkdwn', text: hostile } },
    { type: 'markdown', text: hostile },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'channel' }] },
      ],
    },
  ]

  expect(mentionsIn({ text: '', blocks: inert })).toEqual([])
  expect(mentionsIn({ text: '', blocks: live })).toHaveLength(3)
})

test('a link notifies nobody', () => {
  expect(pings({ text: 'https://a.example <#C1> <!here>', blocks: [] })).toEqual([
    { kind: 'broadcast', range: 'here' },
  ])
})

test('escaped text notifies nobody, whatever it says', () => {
  const markup = constantFrom('<!channel>', '<@U1>', '<', '>', '!', '|', '&lt;', '\u202e')
  const hostile = array(oneof(markup, string())).map((parts) => parts.join(''))
  assert(
    property(hostile, (text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      expect(pings({ text: escaped, blocks: [] })).toEqual([])
    }),
  )
})
