import type { RefusedChange } from '../../core/configuration.ts'
import { bold, code, join, text, time } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'

/** More do not help anybody who has to begin with the first. */
const MOST = 10

/** What the admins are shown while the files hold what cannot be taken. */
export function refusedCard(
  { since, problems, isTriedAgain }: RefusedChange,
  invocation: string,
): View {
  const shown = problems.slice(0, MOST).map((problem) => text`${code(problem)}`)
  const more = problems.length - shown.length
  const next = isTriedAgain
    ? text`It is tried again by itself.`
    : text`Next: put it right in the file; it is looked at again by itself.`
  return {
    ...view('failed', text`${bold('A changed configuration is refused')} since ${time(since)}`, [
      { part: 'text', text: join(shown, '\n') },
      ...(more > 0 ? [{ part: 'text', text: text`and ${more} more` } as const] : []),
      { part: 'text', text: text`Everything goes on as it was before. ${next}` },
    ]),
    footer: text`${code(`${invocation} config`)} shows what is loaded`,
  }
}

export const resolvedCard = (at: Date): View =>
  view('resolved', text`${bold('The configuration can be taken again')} · since ${time(at)}`, [
    { part: 'text', text: text`What the files say is what is loaded.` },
  ])
