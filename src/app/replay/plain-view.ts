import { plain, type Text, text } from '../../core/text.ts'
import type { Part, Scope, View } from '../../core/view.ts'
import { mark } from '../../slack/render/mark.ts'
import { sanitize } from '../../slack/safety/sanitize.ts'

/** What a message says, in lines for a terminal: cleaned and redacted as it is for Slack. */
export function plainView(said: View): {
  readonly title: string
  readonly lines: readonly string[]
} {
  const { view } = sanitize(said)
  const { tone, scope, buttons = [], footer } = view
  const labels = buttons.map(({ label }) => `[${label}]`).join(' ')
  const title = plain(text`${mark(tone)}${view.title}${scope ? sayScope(scope) : ''}`)
  const lines = [...view.parts.flatMap((part) => plainPart(part)), labels, plain(footer ?? [])]
  return { title, lines: lines.flatMap((line) => line.split('\n')).filter((line) => line !== '') }
}

const sayScope = ({ cluster, environment, production }: Scope): Text =>
  text` · ${cluster} ${production ? `⟨${environment}⟩` : environment}`

function plainPart(part: Part): readonly string[] {
  switch (part.part) {
    case 'fields':
      return part.fields.map(({ name, value }) => `${name}: ${plain(value)}`)
    case 'table':
      return [part.table.columns, ...part.table.rows].map((row) => row.join('  '))
    case 'output':
      return [part.output]
    case 'changes':
      return part.changes.map(
        ({ field, before, after }) => `${field}: ${String(before)} → ${String(after)}`,
      )
    case 'text':
    case 'warning':
    case 'note':
    case 'progress':
      return [plain(part.text)]
    default:
      return part satisfies never
  }
}
