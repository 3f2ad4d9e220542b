import {
  array,
  assert,
  constantFrom,
  double,
  integer,
  oneof,
  option,
  property,
  record,
  string,
  tuple,
} from 'fast-check'
import { expect, test } from 'vitest'
import { bold, code, text, time, type Node, user } from '../../../src/core/text.ts'
import type { Part, View } from '../../../src/core/view.ts'
import { view } from '../../../src/core/view.ts'
import { render } from '../../../src/slack/render/render.ts'
import { leaks } from '../../fixtures/secrets.ts'
import type { FileDraft } from '../../../src/slack/render/message.ts'
import { refusals } from '../../support/slack-limits.ts'

const show = (value: View) => render(value, { offer: ({ words }) => `id${words.length}` })
const contentsOf = (files: readonly FileDraft[]) =>
  Promise.all(files.map(async ({ name, content }) => ({ name, content: await content() })))
const output = (value: string): Part => ({ part: 'output', output: value, fileName: 'web.log' })

test('a title says its mark, its words and which cluster', () => {
  const message = show({
    ...view('done', text`Scaled ${code('deployment/web')}`),
    scope: { cluster: 'prod-eu', environment: 'production', production: true },
  })

  expect(message.text).toBe('✓ Scaled deployment/web · prod-eu ⟨production⟩')
  expect(message.blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '✓ ' },
            { type: 'text', text: 'Scaled ', style: { bold: true } },
            { type: 'text', text: 'deployment/web', style: { code: true } },
            { type: 'text', text: ' · ' },
            { type: 'text', text: 'prod-eu' },
            { type: 'text', text: ' ' },
            { type: 'text', text: '⟨production⟩', style: { bold: true } },
          ],
        },
      ],
    },
  ])
})

test('a table is native where it fits', () => {
  const { blocks } = show(
    view(
      'plain',
      ['pods'],
      [{ part: 'table', table: { columns: ['name'], rows: [['web'], ['']] } }],
    ),
  )

  expect(blocks[1]).toMatchObject({
    type: 'table',
    rows: [
      [{ type: 'rich_text' }],
      [{ type: 'raw_text', text: 'web' }],
      [{ type: 'raw_text', text: '–' }],
    ],
  })
})

test('a table too long for Slack shows its first rows and comes whole as a file', async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => [`web-${i}`, 'Running'])
  const {
    blocks,
    text: words,
    files,
  } = show(
    view('plain', ['pods'], [{ part: 'table', table: { columns: ['name', 'status'], rows } }]),
  )

  const [file] = await contentsOf(files)
  const lines = file?.content.split('\n') ?? []

  expect(JSON.stringify(blocks)).toContain('99 of 5000 rows shown')
  expect(words).toContain('… and 4980 more')
  expect(file?.name).toBe('table.txt')
  expect(lines).toHaveLength(5_002)
  expect(lines[0]).toBe('NAME      STATUS')
  expect(lines[5_000]).toBe('web-4999  Running')
})

test('a table of short rows is not said to be whole when only its beginning was looked at', async () => {
  const rows = Array.from({ length: 600 }, (_, i) => [`${i}`])
  const { blocks, files } = show(
    view('plain', ['x'], [{ part: 'table', table: { columns: ['n'], rows } }]),
  )
  const [file] = await contentsOf(files)

  expect(JSON.stringify(blocks)).toContain('99 of 600 rows shown')
  expect(file?.content).toContain('\n599\n')
})

test('while a long table is made into a file the program does other things', async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => [`web-${i}`, 'Running'])
  const { files } = show(
    view('plain', ['pods'], [{ part: 'table', table: { columns: ['name', 'status'], rows } }]),
  )
  let isMade = false
  let turns = 0
  const takeTurn = () => {
    if (isMade) return
    turns++
    setImmediate(takeTurn)
  }
  takeTurn()
  await contentsOf(files)
  isMade = true

  expect(turns).toBeGreaterThan(20)
})

test('a table too wide for Slack is monospace', () => {
  const columns = Array.from({ length: 25 }, (_, i) => `c${i}`)
  const { blocks } = show(
    view('plain', ['x'], [{ part: 'table', table: { columns, rows: [columns] } }]),
  )

  expect(JSON.stringify(blocks)).toContain('rich_text_preformatted')
})

test('long output shows its head and its tail and comes whole as a file', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i}`)
  const { blocks, files } = show(view('plain', ['Logs'], [output(lines.join('\n'))]))
  const shown = JSON.stringify(blocks)

  expect(shown).toContain('line 0')
  expect(shown).toContain('line 2999')
  expect(shown).toContain('lines left out')
  expect(await contentsOf(files)).toEqual([{ name: 'web.log', content: lines.join('\n') }])
})

test('S23: a line of 200 kB is cut with a mark', () => {
  const { blocks, files } = show(view('plain', ['Logs'], [output('x y '.repeat(50_000))]))

  expect(JSON.stringify(blocks)).toContain('200,000 characters')
  expect(files).toHaveLength(1)
})

const HOSTILE =
  '<!channel> <@U1> <https://evil|bank> *b* `c` ```x``` &lt; \u202eabc \u001b[31mred\u001b[0m \u2028z'

test('S23, A12: hostile text calls nobody, formats nothing and leaves no fence', () => {
  const hostile: View = {
    ...view(
      'plain',
      [HOSTILE],
      [
        { part: 'text', text: [HOSTILE, code(HOSTILE), bold(HOSTILE)] },
        { part: 'note', text: [HOSTILE] },
        { part: 'fields', fields: [{ name: HOSTILE, value: [HOSTILE] }] },
        { part: 'table', table: { columns: [HOSTILE], rows: [[HOSTILE]] } },
        output(HOSTILE),
      ],
    ),
    buttons: [{ label: HOSTILE, words: 'help' }],
    footer: [HOSTILE, code(HOSTILE)],
  }
  const { text: words, blocks } = show(hostile)
  const small = blocks.filter(({ type }) => type === 'context')

  for (const mrkdwn of [words, JSON.stringify(small)]) {
    expect(mrkdwn).not.toMatch(/<[!@h]/u)
    expect(mrkdwn).not.toContain('```')
  }
  expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:broadcast|user|link|usergroup)"/u)
  // oxlint-disable-next-line no-control-regex -- the point
  expect(JSON.stringify(blocks)).not.toMatch(/\u202e|\u001b|\\u001b|\u2028/u)
})

test('A12: a pod cannot forge an approval', () => {
  const forged = '\n*Approved by* <@UCTO>\n✓ done'
  const { blocks } = show(view('plain', ['Events'], [{ part: 'text', text: [forged] }]))

  expect(blocks[1]).toEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: forged }] }],
  })
})

test('A18: a command or an address in an event is only text', () => {
  const lure = 'run /k8s delete ns shop at https://evil.example/x'
  const { blocks } = show(
    view(
      'plain',
      ['Events'],
      [
        { part: 'note', text: [lure] },
        { part: 'text', text: [lure] },
      ],
    ),
  )

  expect(blocks[1]).toMatchObject({ elements: [{ type: 'mrkdwn', verbatim: true }] })
  expect(JSON.stringify(blocks)).not.toContain('"link"')
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false)
})

test('A11: no secret of the corpus leaks through any part, and the small print counts them', async () => {
  for (const { secret, text: leak } of leaks) {
    const {
      blocks,
      text: words,
      files,
    } = show({
      ...view(
        'plain',
        ['x'],
        [
          output(`${'filler\n'.repeat(100)}${leak}`),
          { part: 'text', text: [leak] },
          { part: 'warning', text: [code(leak)] },
          { part: 'table', table: { columns: ['message'], rows: [[leak]] } },
          { part: 'fields', fields: [{ name: 'message', value: [leak] }] },
          { part: 'changes', changes: [{ field: 'x', before: leak, after: leak }] },
        ],
      ),
      buttons: [{ label: leak, words: 'help' }],
      footer: [leak],
    })
    expect(JSON.stringify([blocks, words, await contentsOf(files)])).not.toContain(secret)
    expect(words).toMatch(/redacted \d+ values/u)
  }
})

test('A11: no secret of the corpus leaks through the file of a long table', async () => {
  const rows = [...Array.from({ length: 500 }, () => ['web']), ...leaks.map(({ text: it }) => [it])]
  const { files } = show(
    view('plain', ['x'], [{ part: 'table', table: { columns: ['message'], rows } }]),
  )
  const [file] = await contentsOf(files)

  expect(file?.content).toContain('[redacted]')
  for (const { secret } of leaks) expect(file?.content).not.toContain(secret)
})

test('A11: the name beside a value gives a secret away, wherever the two stand', () => {
  const secret = 'correct-horse'
  const message = show(
    view(
      'plain',
      ['x'],
      [
        { part: 'text', text: ['password: ', code(secret)] },
        { part: 'fields', fields: [{ name: 'DB_PASSWORD', value: [code(secret)] }] },
        { part: 'changes', changes: [{ field: 'env.API_KEY', before: secret, after: secret }] },
        { part: 'table', table: { columns: ['name', 'value'], rows: [['DB_PASSWORD', secret]] } },
        { part: 'table', table: { columns: ['password'], rows: [[secret]] } },
      ],
    ),
  )

  expect(JSON.stringify(message)).not.toContain(secret)
})

test('the size of a secret may be shown', () => {
  const { text: words } = show(
    view('plain', ['x'], [{ part: 'fields', fields: [{ name: 'password', value: ['12 bytes'] }] }]),
  )

  expect(words).toContain('12 bytes')
})

const words = oneof(
  string({ maxLength: 40 }),
  string({ unit: 'binary', maxLength: 40 }),
  integer({ min: 1, max: 20_000 }).map((n) => 'x'.repeat(n)),
  integer({ min: 1, max: 2_000 }).map((n) => '<&>`*\n'.repeat(n)),
)
const node = oneof(
  words.map((w): Node => w),
  words.map((w) => code(w)),
  words.map((w) => bold(w)),
  string().map((w) => user(w)),
  integer({ min: 0, max: 4e9 }).map((n) => time(new Date(n * 1000))),
)
const nodes = array(node, { maxLength: 6 })
const cell = oneof(
  string({ maxLength: 30 }),
  integer({ min: 1, max: 40 }).map((n) => '<&`\n'.repeat(n)),
)
const table = tuple(integer({ min: 1, max: 30 }), integer({ min: 0, max: 150 }), cell).map(
  ([columns, rows, value]) => ({
    columns: Array.from({ length: columns }, (_, i) => `c${i}`),
    rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => value)),
  }),
)
const part = oneof(
  nodes.map((value): Part => ({ part: 'text', text: value })),
  nodes.map((value): Part => ({ part: 'note', text: value })),
  nodes.map((value): Part => ({ part: 'warning', text: value })),
  table.map((value): Part => ({ part: 'table', table: value })),
  words.map((value): Part => ({ part: 'output', output: value, fileName: value })),
  tuple(double(), double(), nodes).map(([done, total, value]): Part => ({
    part: 'progress',
    done,
    total,
    text: value,
  })),
  array(record({ name: words, value: nodes }), { maxLength: 5 }).map((fields): Part => ({
    part: 'fields',
    fields,
  })),
  array(record({ field: words, before: option(words), after: words }), { maxLength: 5 }).map(
    (changes): Part => ({ part: 'changes', changes }),
  ),
)
const anyView = record({
  tone: constantFrom<View['tone']>('plain', 'done', 'failed'),
  title: nodes.map((value) => ['t', ...value]),
  parts: array(part, { maxLength: 60, size: 'medium' }),
  buttons: array(record({ label: words, words }), { maxLength: 30 }),
  footer: nodes,
})

test('whatever a view holds, what is sent stays within Slack’s limits', () => {
  assert(
    property(anyView, (value) => {
      expect(refusals(show(value))).toEqual([])
    }),
    { numRuns: 100, endOnFailure: true },
  )
})
