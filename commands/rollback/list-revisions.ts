import type { Revision } from '../../src/core/kinds/revisions.ts'
import { bold, join, type Text, text } from '../../src/core/text.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

const SHOWN = 6

/** `Revisions: 42 (now, web:1.5, 3 h ago), 41 (web:1.4, 2 d ago).` */
export function listRevisions(revisions: readonly Revision[], now: Date): Text {
  if (revisions.length === 0) return text`No revision is kept.`
  const listed = revisions.slice(0, SHOWN).map((revision, i) => {
    const facts = [
      ...(i === 0 ? ['now'] : []),
      ...(revision.template.spec?.containers ?? []).map(({ image }) => image ?? ''),
      ...(revision.createdAt
        ? [`made ${sayDuration(now.getTime() - revision.createdAt.getTime())} ago`]
        : []),
    ]
    return text`${bold(revision.number)} (${facts.join(', ')})`
  })
  const more = revisions.length > SHOWN ? ` and ${revisions.length - SHOWN} older` : ''
  return text`Revisions: ${join(listed, ', ')}${more}.`
}
