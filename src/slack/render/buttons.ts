import type { ActionsBlock, Button as ButtonElement } from '@slack/types'
import type { Button } from '../../core/view.ts'
import { LIMITS } from '../limits.ts'
import { cut } from './cut.ts'

/** The one action every button has; what it says is looked up by its value. */
export const SAY = 'say'

/** Keeps what a button says and gives the opaque id that stands for it. */
export type Offer = (button: Button) => string

/** A row of buttons. */
export function actions(buttons: readonly Button[], offer: Offer): ActionsBlock[] {
  const elements = buttons
    .filter(({ words }) => words.trim() !== '')
    .slice(0, LIMITS.actions)
    .map((button, i) => element(button, offer(button), i))
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function element(button: Button, value: string, i: number): ButtonElement {
  const { style } = button
  const name = nameOf(button)
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

/** Dots say that a dialog comes first. */
function nameOf({ label, words, question }: Button): string {
  const name = label.trim() === '' ? words : label
  return question && !/(?:…|\.\.\.)$/u.test(name) ? `${cut(name, LIMITS.buttonText - 1)}…` : name
}
