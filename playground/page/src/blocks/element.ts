import type { ActionsBlockElement, InputBlockElement, SectionBlockAccessory } from '@slack/types'

/** Whatever can stand in a block and be used. */
export type BlockElement = ActionsBlockElement | SectionBlockAccessory | InputBlockElement

/** What somebody chose or typed: one value, or several for multi-selects and checkboxes. */
export type Answer = (value: string | readonly string[]) => void
