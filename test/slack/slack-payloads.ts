let count = 0

type Fields = Readonly<Record<string, unknown>>

/** A slash command as Slack delivers it. */
export const slash = (text: string, fields: Fields = {}) => ({
  command: '/k8s',
  text,
  team_id: 'T1',
  user_id: 'U1',
  channel_id: 'C1',
  channel_name: 'shop',
  trigger_id: `trigger-${++count}`,
  ...fields,
})

/** The bot mentioned in a channel. */
export const mention = (text: string, fields: Fields = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: `Ev${++count}`,
  event: {
    type: 'app_mention',
    user: 'U1',
    user_team: 'T1',
    channel: 'C1',
    text: `<@UBOT> ${text}`,
    ts: `${1700000000 + count}.000100`,
    ...fields,
  },
})

/** A direct message to the bot. */
export const direct = (text: string, fields: Fields = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: `Ev${++count}`,
  event: {
    type: 'message',
    channel_type: 'im',
    user: 'U1',
    team: 'T1',
    channel: 'D1',
    text,
    ts: `${1700000000 + count}.000100`,
    ...fields,
  },
})

/** A press of a button. */
export const click = (value: string, fields: Fields = {}) => ({
  type: 'block_actions',
  user: { id: 'U2', team_id: 'T1' },
  team: { id: 'T1' },
  channel: { id: 'C1' },
  message: { ts: '1700000000.000100' },
  trigger_id: `trigger-${++count}`,
  actions: [{ action_id: 'say.0', type: 'button', value }],
  ...fields,
})

/** A dialog that was sent, with what it carried and what was typed. */
export const submission = (metadata: string, answer: string, fields: Fields = {}) => ({
  type: 'view_submission',
  user: { id: 'U2', team_id: 'T1' },
  team: { id: 'T1' },
  trigger_id: `trigger-${++count}`,
  view: {
    id: `V${++count}`,
    hash: 'h1',
    callback_id: 'ask',
    private_metadata: metadata,
    state: { values: { answer: { answer: { type: 'plain_text_input', value: answer } } } },
  },
  ...fields,
})

/** Any of these in a Socket Mode envelope. */
export const envelope = (type: string, payload: unknown, fields: Fields = {}) => ({
  envelope_id: `envelope-${++count}`,
  type,
  payload,
  accepts_response_payload: false,
  ...fields,
})
