import type { Audience, Conversation } from '../../../src/core/conversation.ts'
import { plain } from '../../../src/core/text.ts'
import type { View } from '../../../src/core/view.ts'

export type FakeConversation = Conversation & {
  readonly replies: { readonly view: View; readonly audience: Audience }[]
}

/** Remembers what was said. */
export function fakeConversation(): FakeConversation {
  const replies: FakeConversation['replies'] = []
  return { replies, reply: async (view, audience) => void replies.push({ view, audience }) }
}

/** Everything a view says, as one plain text. */
export function said(view: View | undefined): string {
  if (!view) return ''
  const parts = view.parts.map((part) => {
    switch (part.part) {
      case 'fields':
        return part.fields.map(({ name, value }) => `${name}: ${plain(value)}`).join('\n')
      case 'table':
        return [part.table.columns, ...part.table.rows].map((row) => row.join(' | ')).join('\n')
      case 'output':
        return part.output
      case 'changes':
        return part.changes
          .map(({ field, before, after }) => `${field} ${before} → ${after}`)
          .join('\n')
      default:
        return plain(part.text)
    }
  })
  return [plain(view.title), ...parts, view.footer ? plain(view.footer) : '']
    .filter(Boolean)
    .join('\n')
}
