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
  const elements = buttons
    .filter(({ words }) => words.trim() !== '')
    .slice(0, LIMITS.actions)
    .map((button, i) => element(button, offer(button.words), i))
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function element({ label, words, style }: Button, value: string, i: number): ButtonElement {
  const name = label.trim() === '' ? words : label
  return {
    type: 'button',
    // Slack wants action ids unique within a block; what is said is known by the value alone.
    action_id: `${SAY}.${i}`,
    text: { type: 'plain_text', text: cut(name, LIMITS.buttonText), emoji: false },
    value,
    accessibility_label: cut(name, LIMITS.buttonAccessibility),
    ...(style !== undefined && { style }),
  }
}
