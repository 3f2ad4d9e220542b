import type { ActionsBlock, Button as ButtonElement } from '@slack/types'
import type { Button } from '../../core/view.ts'
import { LIMITS } from '../limits.ts'
import { cut } from './cut.ts'

/** The one action every button has; what it says is looked up by its value. */
export const SAY = 'say'

/** A row of buttons. `offer` turns words into an opaque id. */
export function actions(
  buttons: readonly Button[],
  offer: (words: string) => string,
): ActionsBlock[] {
  if (buttons.length === 0) return []
  const elements = buttons.slice(0, LIMITS.actions).map((button, i) => element(button, offer, i))
  return [{ type: 'actions', elements }]
}

function element(
  { label, words, style }: Button,
  offer: (words: string) => string,
  i: number,
): ButtonElement {
  const name = label.trim() === '' ? words : label
  return {
    type: 'button',
    // Slack wants action ids unique within a block; Bolt matches the part before the dot.
    action_id: `${SAY}.${i}`,
    text: { type: 'plain_text', text: cut(name, LIMITS.buttonText), emoji: false },
    value: offer(words),
    accessibility_label: cut(`${name}: ${words}`, LIMITS.buttonAccessibility),
    ...(style !== undefined && { style }),
  }
}
