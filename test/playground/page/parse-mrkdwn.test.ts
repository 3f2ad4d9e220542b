import { assert, property, string, stringMatching } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Inline } from '../../../playground/page/src/mrkdwn/node.ts'
import { parseInline } from '../../../playground/page/src/mrkdwn/parse-inline.ts'
import { parseMrkdwn } from '../../../playground/page/src/mrkdwn/parse-mrkdwn.ts'

const text = (words: string): Inline => ({ is: 'text', text: words })

describe('mrkdwn is read as Slack reads it', () => {
  test.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['*bold*', [{ is: 'bold', children: [text('bold')] }]],
    [
      '_in_ ~out~',
      [
        { is: 'italic', children: [text('in')] },
        text(' '),
        { is: 'strike', children: [text('out')] },
      ],
    ],
    ['snake_case_name', [text('snake_case_name')]],
    ['2*3*4', [text('2*3*4')]],
    ['* not bold *', [text('* not bold *')]],
    ['**', [text('**')]],
    ['`a *b* &lt;c&gt;`', [{ is: 'code', text: 'a *b* <c>' }]],
    ['*a `*` b*', [{ is: 'bold', children: [text('a '), { is: 'code', text: '*' }, text(' b')] }]],
    ['&lt;b&gt; &amp;amp; &quot;', [text('<b> &amp; &quot;')]],
    [
      '<https://e.org/a?b=1&amp;c=2|docs>',
      [{ is: 'link', url: 'https://e.org/a?b=1&c=2', label: 'docs' }],
    ],
    [
      '<@U1> <#C1|ops> <!subteam^S1|@platform> <!here>',
      [
        { is: 'user', id: 'U1' },
        text(' '),
        { is: 'channel', id: 'C1', label: 'ops' },
        text(' '),
        { is: 'group', id: 'S1', label: '@platform' },
        text(' '),
        { is: 'broadcast', range: 'here' },
      ],
    ],
    ['<script>', [text('<script>')]],
    ['ok :white_check_mark:', [text('ok '), { is: 'emoji', name: 'white_check_mark' }]],
    ['a\nb', [text('a'), { is: 'break' }, text('b')]],
  ])('%s', (source, nodes) => {
    expect(parseInline(source)).toEqual(nodes)
  })

  test('a date carries its format, its link and what to show without them', () => {
    expect(parseInline('<!date^1700000000^{date_num} {time}^https://e.org|Nov 14>')).toEqual([
      {
        is: 'date',
        date: {
          timestamp: 1_700_000_000,
          format: '{date_num} {time}',
          link: 'https://e.org',
          fallback: 'Nov 14',
        },
      },
    ])
  })

  test('fences and quotes stand apart from paragraphs', () => {
    expect(parseMrkdwn('before\n```\nx &lt; y\n```\n&gt; said\nafter')).toEqual([
      { is: 'paragraph', children: [text('before')] },
      { is: 'preformatted', text: 'x < y' },
      { is: 'quote', children: [text('said')] },
      { is: 'paragraph', children: [text('after')] },
    ])
  })

  test('escaped text comes out as it went in, whatever it holds', () => {
    assert(
      property(stringMatching(/^[a-z<>& ;]{1,40}$/), (words) => {
        const escaped = words
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')

        expect(parseInline(escaped)).toEqual([text(words)])
      }),
    )
  })

  test('nothing makes it fail or lose the thread', () => {
    assert(
      property(string({ maxLength: 200 }), (source) => {
        expect(parseMrkdwn(source)).toBeInstanceOf(Array)
      }),
    )
  })
})
