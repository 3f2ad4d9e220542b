import type { ClusterInfo } from '../../core/cluster.ts'
import type { ChangedField, SeenChange } from '../../core/incidents/seen-change.ts'
import { bold, code, type Text, text, user } from '../../core/text.ts'
import type { Button, Part, View } from '../../core/view.ts'
import { where } from '../cards/incident-buttons.ts'
import { sayOwner } from '../cards/subject-words.ts'

/** Fields on the card; more of them are a new manifest. */
const SHOWN = 10

const ROLLED_OUT: readonly ChangedField[] = ['image', 'env', 'limits']

type Around = { readonly scope: ClusterInfo; readonly route: string }

/** The one message of a change. */
export function changeCard(change: SeenChange, { scope, route }: Around): View {
  const { about, by, askedBy } = change
  const asked = askedBy === undefined ? text`` : text` for ${user(askedBy)}`
  return {
    tone: 'plain',
    scope,
    title: text`${bold(sayOwner(about))} was changed${sayBy(by)}${asked}`,
    parts: partsOf(change),
    buttons: buttonsOf(change),
    footer: text`change · ${route}`,
  }
}

/** ` by kubectl-edit`; nothing where it is not known. */
export const sayBy = (by: string | undefined): Text =>
  by === undefined ? text`` : text` by ${code(by)}`

function partsOf({ changes }: SeenChange): Part[] {
  const more = changes.length - SHOWN
  if (changes.length === 0) return [{ part: 'note', text: text`It was put back as it was.` }]
  return [
    { part: 'changes', changes: changes.slice(0, SHOWN) },
    ...(more > 0 ? [{ part: 'note' as const, text: text`${more} more fields.` }] : []),
  ]
}

function buttonsOf({ about, cluster, changes }: SeenChange): readonly Button[] {
  const at = where(about, cluster)
  const isRolledOut =
    about.group === 'apps' && changes.some(({ what }) => ROLLED_OUT.includes(what))
  return [
    { label: 'Describe', words: `describe ${at}` },
    ...(isRolledOut ? [{ label: 'Roll back', words: `rollback ${at}` }] : []),
  ]
}
