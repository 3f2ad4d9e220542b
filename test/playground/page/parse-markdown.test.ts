import { assert, property, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown } from '../../../playground/page/src/mrkdwn/parse-markdown.ts'
import { parseMarkdownLine } from '../../../playground/page/src/mrkdwn/parse-markdown-line.ts'

test('a markdown block falls into headings, lists, tables, code and paragraphs', () => {
  const source =
    '# Title\n\nA line\nof text\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nls\n```\n---\n> said'

  expect(parseMarkdown(source)).toEqual([
    { is: 'heading', level: 1, line: 'Title' },
    { is: 'paragraph', line: 'A line\nof text' },
    { is: 'list', ordered: false, items: ['one', 'two'] },
    {
      is: 'table',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
    { is: 'preformatted', text: 'ls' },
    { is: 'rule' },
    { is: 'quote', line: 'said' },
  ])
})

test('a line knows bold, italic, code, links and escapes', () => {
  expect(parseMarkdownLine('**a** *b* `c` [d](https://e.org) \\*')).toEqual([
    { is: 'bold', children: [{ is: 'text', text: 'a' }] },
    { is: 'text', text: ' ' },
    { is: 'italic', children: [{ is: 'text', text: 'b' }] },
    { is: 'text', text: ' ' },
    { is: 'code', text: 'c' },
    { is: 'text', text: ' ' },
    { is: 'link', url: 'https://e.org', label: 'd' },
    { is: 'text', text: ' *' },
  ])
})

test('every text is taken apart to its end', () => {
  assert(
    property(stringMatching(/^[-a|#>*`\n 1.]{0,60}$/), (source) => {
      expect(parseMarkdown(source)).toBeInstanceOf(Array)
    }),
  )
})
