import type { KnownBlock, RawTextElement, RichTextBlock } from '@slack/types'

const cell = (text: string): RawTextElement => ({ type: 'raw_text', text })
const plain = (text: string) => ({ type: 'plain_text', text }) as const
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const

const linked = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_section', elements: [{ type: 'text', text, style: { code: true } }] },
  ],
})

const pod = (name: string, [ready, status, restarts]: readonly [string, string, number]) => [
  linked(name),
  cell(ready),
  cell(status),
  { type: 'raw_number', value: restarts, text: String(restarts) } as const,
  cell('3 h'),
]

/** An answer to `get pods`. */
export const podsTable: readonly KnownBlock[] = [
  {
    type: 'section',
    text: mrkdwn('*pods in shop* · prod-eu ⟨production⟩ · `app=web` · 3 of 3, 1 unhealthy'),
  },
  {
    type: 'table',
    column_settings: [{ is_wrapped: true }, {}, {}, { align: 'right' }],
    rows: [
      ['name', 'ready', 'status', 'restarts', 'age'].map(cell),
      pod('web-7d9c8b6f5-x2x4k', ['0/1', 'CrashLoopBackOff', 14]),
      pod('web-7d9c8b6f5-q8rtz', ['1/1', 'Running', 0]),
      pod('web-7d9c8b6f5-z41lm', ['1/1', 'Running', 0]),
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'logs', text: plain('Logs of web-7d9c8b6f5-x2x4k') },
      { type: 'button', action_id: 'again', text: plain('Again') },
    ],
  },
  { type: 'context', elements: [mrkdwn('<!date^1700000000^{date_short_pretty} at {time}|then>')] },
]

/** The live message of a rollout, at work or done. */
export const rolloutBlocks = (state: 'working' | 'done'): readonly KnownBlock[] => [
  {
    type: 'section',
    text: mrkdwn(
      state === 'done'
        ? '✓ *Scaled deployment/web in shop* in 4 s · prod-eu ⟨production⟩ · 4 of 4 available'
        : '● *Scaling deployment/web in shop* · prod-eu ⟨production⟩\n▓▓▓▓▓▓░░░░ 3 of 4 available',
    ),
  },
  { type: 'context', elements: [mrkdwn('asked by <@U07B2RZ81LT> · plan `8f3c`')] },
]

/** One of nearly everything a message may hold, hostile text included. */
export const kitchenSink: readonly KnownBlock[] = [
  { type: 'header', text: plain('One of everything') },
  {
    type: 'section',
    text: mrkdwn(
      '*bold* _italic_ ~gone~ `code &lt;b&gt;` <https://example.org/a|a link> <@U07B2RZ81LT>\n&gt; quoted',
    ),
    fields: [mrkdwn('*Cluster*\nprod-eu'), mrkdwn('*Namespace*\nshop')],
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: plain('Mute for 30 min'), value: 'mute' },
        { text: plain('Why here?'), value: 'why' },
      ],
    },
  },
  {
    type: 'section',
    text: mrkdwn(
      '```{"level":"error","msg":"&lt;script&gt;alert(1)&lt;/script&gt;"}\nsecond line```',
    ),
  },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'two', style: { bold: true } }],
          },
        ],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'kubectl get pods' }] },
    ],
  },
  { type: 'markdown', text: '### Markdown\n- **one**\n- `two`\n\n| a | b |\n|---|---|\n| 1 | 2 |' },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'go', text: plain('Go on'), style: 'primary' },
      {
        type: 'button',
        action_id: 'undo',
        text: plain('Roll back to 41'),
        style: 'danger',
        confirm: {
          title: plain('Roll back?'),
          text: mrkdwn('deployment/*web* goes back to revision `41`.'),
          confirm: plain('Roll back'),
          deny: plain('Keep it'),
          style: 'danger',
        },
      },
      {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Choose a container'),
        options: [
          { text: plain('app'), value: 'app' },
          { text: plain('sidecar'), value: 'sidecar' },
        ],
      },
    ],
  },
]

/** A form with a text, a menu and checkboxes. */
export const modalBlocks: readonly KnownBlock[] = [
  { type: 'section', text: mrkdwn('*deployment/web* in shop runs 3 replicas.') },
  {
    type: 'input',
    block_id: 'replicas',
    label: plain('Replicas'),
    hint: plain('Between 1 and 20'),
    element: {
      type: 'number_input',
      action_id: 'n',
      is_decimal_allowed: false,
      initial_value: '4',
      min_value: '1',
      max_value: '20',
    },
  },
  {
    type: 'input',
    block_id: 'reason',
    label: plain('Reason'),
    element: { type: 'plain_text_input', action_id: 'why', multiline: true },
  },
  {
    type: 'input',
    block_id: 'notify',
    optional: true,
    label: plain('Tell'),
    element: {
      type: 'checkboxes',
      action_id: 'who',
      options: [
        { text: mrkdwn('*#shop*'), value: 'shop' },
        { text: mrkdwn('*#ops*'), value: 'ops' },
      ],
    },
  },
]
