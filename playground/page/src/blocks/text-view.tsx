import type { TextObject } from '@slack/types'
import { emojiOf } from '../mrkdwn/emoji.ts'
import { MrkdwnView } from '../mrkdwn/mrkdwn-view.tsx'

/** A text object: mrkdwn is laid out, plain text only gets its emoji. */
export function TextView({ text }: { readonly text: TextObject }) {
  if (text.type === 'mrkdwn') return <MrkdwnView text={text.text} />
  return <div class="plain">{plainText(text)}</div>
}

/** What a plain text object says, emoji names replaced. */
export function plainText(text: { readonly text: string; readonly emoji?: boolean }): string {
  if (text.emoji === false) return text.text
  return text.text.replace(/:([a-z0-9_+'-]+):/g, (_, name: string) => emojiOf(name))
}
