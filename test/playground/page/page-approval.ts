import type { KnownBlock } from '@slack/types'
import type { WebAPICallResult, WebClient } from '@slack/web-api'
import { dmOf, people } from '../../../playground/slack/workspace.ts'

type Payload = Readonly<Record<string, unknown>>
type Posted = WebAPICallResult & { readonly ts?: string; readonly channel?: string }

/** A scripted approval for tests of the page: a card, direct messages, a dialog, an end. */
export function createPageApproval(web: WebClient) {
  let card: { readonly channel: string; readonly ts: string } | undefined
  let direct = ''
  const approvers = [people.alice, people.hana, people.olga]

  const show = (lines: readonly string[], buttons: boolean) => {
    if (!card) return Promise.resolve()
    const [text = ''] = lines
    return web.chat.update({ ...card, text, blocks: blocksOf(lines, buttons) })
  }
  return {
    async ask(channel: string) {
      const posted: Posted = await web.apiCall('chat.postMessage', {
        channel,
        text: ASKING[0],
        blocks: blocksOf(ASKING, true),
        metadata: {
          event_type: 'deckwatch_delivery',
          event_payload: { key: 'plan/8f3c21aa/card' },
        },
      })
      card = { channel, ts: posted.ts ?? '' }
      for (const person of approvers) {
        const text = `<@${people.bob.id}> asks for your approval: scale *deployment/web* 3 → 12`
        const told: Posted = await web.apiCall('chat.postMessage', {
          channel: person.id,
          text,
          blocks: blocksOf([text, ...ASKING.slice(1)], true),
        })
        if (person === people.alice) direct = told.ts ?? ''
      }
    },
    async press(payload: Payload) {
      const [action] = payload['actions'] as readonly Payload[]
      const { id } = payload['user'] as { readonly id: string }
      if (action?.['action_id'] === 'approve')
        await show([...ASKING, `platform: <@${id}> ✓ and one more · shop-owners: nobody yet`], true)
      if (action?.['action_id'] === 'deny') await openDialog(web, String(payload['trigger_id']))
    },
    async deny(payload: Payload) {
      const { id } = payload['user'] as { readonly id: string }
      const view = payload['view'] as { readonly callback_id: string }
      if (view.callback_id !== 'question') return
      const why = answerOf(payload)
      const end = `Denied by <@${id}>: ${why}`
      await show([...ASKING, end], false)
      const text = 'Denied: nothing was changed'
      await web.chat.update({ channel: dmOf(people.alice), ts: direct, text, blocks: [] })
      if (card)
        await web.apiCall('chat.postMessage', {
          channel: card.channel,
          thread_ts: card.ts,
          text: `<@${people.bob.id}> your change was denied by <@${id}>: ${why}`,
        })
    },
  }
}

export type PageApproval = ReturnType<typeof createPageApproval>

const ASKING = [
  `<@${people.bob.id}> wants to scale *deployment/web* in shop · prod-eu *production*`,
  '*replicas*  3 → 12\n*why*  the sale starts at six',
  'platform 0 of 2 · shop-owners 0 of 1 · plan `8f3c21aa`, void if the object changes',
] as const

const blocksOf = (lines: readonly string[], buttons: boolean): KnownBlock[] => [
  ...lines.map((text): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } })),
  ...(buttons ? [ACTIONS] : []),
]

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const ACTIONS: KnownBlock = {
  type: 'actions',
  elements: [
    { type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') },
    { type: 'button', action_id: 'deny', style: 'danger', text: plain('Deny…') },
    { type: 'button', action_id: 'details', text: plain('Details') },
    { type: 'button', action_id: 'cancel', text: plain('Cancel') },
  ],
}

const openDialog = (web: WebClient, trigger_id: string) =>
  web.views.open({
    trigger_id,
    view: {
      type: 'modal',
      callback_id: 'question',
      private_metadata: 'offer-1',
      title: plain('Deny this change'),
      submit: plain('Deny'),
      close: plain('Back'),
      blocks: [
        {
          type: 'input',
          block_id: 'answer',
          label: plain('Why not?'),
          hint: plain('Bob reads this.'),
          element: {
            type: 'plain_text_input',
            action_id: 'line',
            min_length: 3,
            max_length: 500,
            focus_on_load: true,
          },
        },
      ],
    },
  })

function answerOf(payload: Payload): string {
  const view = payload['view'] as { readonly state: { readonly values: Payload } }
  const block = view.state.values['answer'] as { readonly line?: { readonly value?: string } }
  return block.line?.value ?? ''
}
