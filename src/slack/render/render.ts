import type { KnownBlock } from '@slack/types'
import { bold, join, type Node, type Text, text, time } from '../../core/text.ts'
import type { Scope, View } from '../../core/view.ts'
import { LIMITS } from '../limits.ts'
import { type SafeView, sanitize } from '../safety/sanitize.ts'
import { actions, type Offer } from './buttons.ts'
import { cut } from './cut.ts'
import { fit } from './fit.ts'
import { mark } from './mark.ts'
import type { Message } from './message.ts'
import { inertWords } from './mrkdwn.ts'
import { LARGEST_PART, LEAST_PART, type RenderedPart, renderPart } from './parts.ts'
import { richText } from './rich-text.ts'
import { sizeOf } from './size.ts'
import { smallPrint } from './small-print.ts'

type Options = { readonly offer: Offer }

/** A view as Slack takes it: cleaned, redacted, escaped, then shortened to Slack's limits, in that order. */
export function render(untrusted: View, { offer }: Options): Message {
  const { view, redacted } = sanitize(untrusted)
  const parts = renderParts(view)
  const title = titleOf(view)
  const footer = footerOf(view, redacted)

  const body: KnownBlock[] = parts.flatMap(({ blocks }) => blocks)
  const blocks = fit({
    head: richText(title),
    body,
    tail: [...actions(view.buttons ?? [], offer), ...smallPrint(footer)],
  })
  return {
    text: textOf([title, ...parts.map(({ words }) => words)], footer),
    blocks,
    files: parts.flatMap(({ files }) => files),
  }
}

/** Plain words for the whole; the small print stays whatever has to go. */
function textOf(lines: readonly Text[], footer: Text): string {
  const end = cut(inertWords(footer), 500)
  const body = lines.filter((line) => line.length > 0).map(inertWords)
  const start = cut(body.join('\n'), LIMITS.text - end.length - 1)
  return end === '' ? start : `${start}\n${end}`
}

/** Kept free for the title, the buttons and the small print. */
const RESERVED = 1_500

function renderParts({ parts }: SafeView): RenderedPart[] {
  let mayHaveTable = true
  let left = LIMITS.allText - RESERVED
  return parts.map((part) => {
    const most = part.part === 'table' && mayHaveTable ? LIMITS.tableText : LARGEST_PART
    const rendered = renderPart(part, { mayHaveTable, chars: Math.min(most, left) })
    mayHaveTable &&= !rendered.hasTable
    left = Math.max(LEAST_PART, left - sizeOf(rendered.blocks))
    return rendered
  })
}

function titleOf({ tone, title, scope }: SafeView): Text {
  const words = title.map((node): Node => (typeof node === 'string' ? bold(node) : node))
  return [...(mark(tone) === '' ? [] : [mark(tone)]), ...words, ...(scope ? scopeOf(scope) : [])]
}

function scopeOf({ cluster, environment, production }: Scope): Text {
  const names =
    production && environment !== 'production' ? `${environment}, production` : environment
  return production ? text` · ${cluster} ${bold(`⟨${names}⟩`)}` : text` · ${cluster} ⟨${names}⟩`
}

function footerOf({ footer = [], scope }: SafeView, redacted: number): Text {
  const note = `redacted ${redacted} ${redacted === 1 ? 'value' : 'values'}`
  const lines = [...(scope?.freezes ?? []).map(freeze), footer, redacted === 0 ? [] : [note]]
  return join(
    lines.filter((line) => line.length > 0),
    ' · ',
  )
}

function freeze({ name, until }: NonNullable<Scope['freezes']>[number]): Text {
  return text`Freeze ${bold(name)}${until ? text` until ${time(until)}` : []}`
}
