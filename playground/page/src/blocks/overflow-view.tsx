import type { Overflow } from '@slack/types'
import type { Answer } from './element.ts'
import { Menu } from '../shell/menu.tsx'
import { plainText } from './text-view.tsx'

type Props = { readonly element: Overflow; readonly answer: Answer }

/** The `⋯` menu. */
export function OverflowView({ element, answer }: Props) {
  const items = element.options.map((option, index) => ({
    key: option.value ?? String(index),
    label: plainText(option.text),
    ...(option.description && { hint: plainText(option.description) }),
    choose: () => answer(option.value ?? ''),
  }))
  return (
    <Menu label="More actions" items={items} class="button">
      ⋯
    </Menu>
  )
}
