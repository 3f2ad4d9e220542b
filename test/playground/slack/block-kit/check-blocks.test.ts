import { expect, test } from 'vitest'
import { checkBlocks } from '../../../../playground/slack/block-kit/check-blocks.ts'

const x = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, thing: T) => Array.from({ length: count }, () => thing)
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const plain = (text: string) => ({ type: 'plain_text', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const cell = (text = 'a') => ({ type: 'raw_text', text })
const table = (rows: number, columns = 1) => ({
  type: 'table',
  rows: times(rows, times(columns, cell())),
})
const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ text: plain(`o${i}`), value: `v${i}` }))
const select = (more: object) => actions({ type: 'static_select', ...more })
const dataTable = (rows: object[][]) => ({ type: 'data_table', caption: 'pods', rows })

test.each<[string, object[]]>([
  ['50 blocks', times(50, { type: 'divider' })],
  ['3,000 characters in a section', [section(x(3000))]],
  ['ten fields of 2,000', [{ type: 'section', fields: times(10, mrkdwn(x(2000))) }]],
  ['a header of 150', [{ type: 'header', text: plain(x(150)) }]],
  ['ten context elements', [{ type: 'context', elements: times(10, mrkdwn('a')) }]],
  ['25 buttons', [actions(...times(25, button()))]],
  [
    'a button at its limits',
    [actions(button({ text: plain(x(75)), value: x(2000), action_id: x(255) }))],
  ],
  ['100 options', [select({ options: options(100) })]],
  ['a table of 100 rows and 20 columns', [table(100, 20)]],
  ['a data table of a header and 100 rows', [dataTable(times(101, [cell()]))]],
  ['12,000 characters of markdown', [{ type: 'markdown', text: x(12_000) }]],
])('%s are accepted', (_, blocks) => {
  expect(checkBlocks(blocks, 'message')).toEqual([])
})

test.each<[string, object[], string]>([
  [
    '51 blocks',
    times(51, { type: 'divider' }),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    'a section of 3,001',
    [section(x(3001))],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['an empty section', [section('')], 'must be more than 0 characters'],
  ['a section of nothing', [{ type: 'section' }], 'missing required field: text or fields'],
  ['eleven fields', [{ type: 'section', fields: times(11, mrkdwn('a')) }], 'no more than 10 items'],
  ['a field of 2,001', [{ type: 'section', fields: [mrkdwn(x(2001))] }], '/blocks/0/fields/0/text'],
  [
    'a header of 151',
    [{ type: 'header', text: plain(x(151)) }],
    'must be less than 151 characters',
  ],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('a') }], '/blocks/0/text/type'],
  [
    'eleven context elements',
    [{ type: 'context', elements: times(11, mrkdwn('a')) }],
    'no more than 10',
  ],
  ['26 buttons', [actions(...times(26, button()))], 'no more than 25 items'],
  [
    'a button text of 76',
    [actions(button({ text: plain(x(76)) }))],
    'must be less than 76 characters',
  ],
  ['a button value of 2,001', [actions(button({ value: x(2001) }))], 'must be less than 2001'],
  ['an action_id of 256', [actions(button({ action_id: x(256) }))], 'must be less than 256'],
  ['a button of another colour', [actions(button({ style: 'green' }))], '/elements/0/style'],
  [
    'a field nobody knows',
    [{ type: 'divider', colour: 'red' }],
    'invalid additional property: colour',
  ],
  ['a block nobody knows', [{ type: 'carrousel' }], 'unsupported type'],
  [
    'an input in a message',
    [{ type: 'input', label: plain('a'), element: { type: 'plain_text_input' } }],
    'unsupported type',
  ],
  ['101 options', [select({ options: options(101) })], 'no more than 100 items'],
  ['a menu without options', [select({})], 'one of options and option_groups'],
  ['101 rows', [table(101)], 'no more than 100 items'],
  ['21 columns', [table(1, 21)], 'no more than 20 items'],
  ['an empty cell', [{ type: 'table', rows: [[cell('')]] }], 'must be more than 0 characters'],
  ['two tables', [table(1), table(1)], 'only_one_table_allowed'],
  [
    'a table of 10,001 characters',
    [{ type: 'table', rows: [[cell(x(10_001))]] }],
    'table must be less than 10001',
  ],
  [
    'a data table with uneven rows',
    [dataTable([[cell()], [cell(), cell()]])],
    'rows must be of equal length',
  ],
  ['a data table of 102 rows', [dataTable(times(102, [cell()]))], 'no more than 101 items'],
  ['markdown of 12,001', [{ type: 'markdown', text: x(12_001) }], 'must be less than 12001'],
  [
    'markdown of 12,001 in two',
    times(2, { type: 'markdown', text: x(6001) }),
    'markdown blocks must be less',
  ],
  ['the same block_id twice', times(2, { type: 'divider', block_id: 'a' }), '`a` already exists'],
  [
    'the same action_id twice in a block',
    [actions(...times(2, button({ action_id: 'a' })))],
    '"a" already exists',
  ],
])('%s is refused', (_, blocks, message) => {
  expect(checkBlocks(blocks, 'message').join('\n')).toContain(message)
})

test('a modal takes 100 blocks and no more', () => {
  expect(checkBlocks(times(100, { type: 'divider' }), 'view')).toEqual([])
  expect(checkBlocks(times(101, { type: 'divider' }), 'view')).toHaveLength(1)
})
