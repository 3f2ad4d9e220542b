import type { Plan, Target } from '../plan.ts'
import { refName } from '../resource.ts'
import { bold, code, join, text, type Text, time, user, lower } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import type { Part, Tone, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'

/** The card of a plan: what exactly changes, field by field, and what to mind. */
export function planView(plan: Plan, tone: Tone, title: Text): View {
  return {
    tone,
    title,
    parts: [...planParts(plan), ...termParts(plan)],
    footer: text`${askedBy(plan)} · plan ${code(plan.id)} · request ${code(plan.requestId)}`,
    buttons: plan.warnings.flatMap(({ instead }) =>
      instead ? [{ label: instead, words: instead }] : [],
    ),
  }
}

/** What changes, with its warnings and notes. */
export const planParts = (plan: Plan): readonly Part[] => [
  ...changeParts(plan),
  ...warningParts(plan),
  ...noteParts(plan),
]

/** Who wants it and why. What is not held has no id that anybody could use. */
export const askedBy = ({ requester, reason }: Plan): Text =>
  text`asked by ${user(requester.userId)}${reason === undefined ? [] : text` for “${reason}”`}`

/** The answer to `--dry-run`: the same card, in words that cannot be taken for the deed. */
export function rehearsalView(plan: Plan, verdict: Verdict): View {
  const title = text`Dry run: would ${lower(plan.wording.imperative)} ${subject(plan)}. Nothing was changed.`
  const card = planView(plan, 'plain', title)
  const checked: Part = {
    part: 'note',
    text: text`The API server checked it (server-side dry run) and would accept it.`,
  }
  const parts = [...card.parts, checked, ...askedParts(verdict)]
  return { ...card, parts, footer: askedBy(plan) }
}

/** What would be asked before the deed. */
function askedParts(verdict: Verdict): Part[] {
  if (verdict.kind !== 'ask') return []
  const { groups, reason, confirm } = verdict.requirement
  const wanted = [
    ...groups.map(({ name, approve }) => text`${approve} of ${bold(name)}`),
    ...(reason ? [text`a reason${reason.hint === undefined ? '' : ` (${reason.hint})`}`] : []),
    ...(confirm ? [text`the ${confirm}’s name typed`] : []),
  ]
  if (wanted.length === 0) return []
  const all = join([join(wanted.slice(0, -1), ', '), ...wanted.slice(-1)].filter(isSaid), ' and ')
  return [{ part: 'text', text: text`It would need ${all}: ${verdict.reason}.` }]
}

/** There is nothing to do, and why. */
export function nothingView(plan: Plan): View {
  const why = plan.nothing ?? text`Nothing would change.`
  return { tone: 'plain', title: why, parts: [...warningParts(plan), ...noteParts(plan)] }
}

/** `deployment/web in shop`, or several. */
export function subject(plan: Pick<Plan, 'effects' | 'followInstead'>): Text {
  const targets = targetsOf(plan)
  const names = targets.map((target) => text`${bold(refName(target))}`)
  const [first] = targets
  return first?.namespace === undefined
    ? join(names, ', ')
    : text`${join(names, ', ')} in ${bold(first.namespace)}`
}

/** What a plan changes, or what it follows instead. */
export function targetsOf({
  effects,
  followInstead,
}: Pick<Plan, 'effects' | 'followInstead'>): Target[] {
  if (effects.length > 0) return effects.map(({ target }) => target)
  return followInstead ? [followInstead] : []
}

function changeParts({ effects }: Plan): Part[] {
  const changes = effects.flatMap((effect) =>
    effects.length === 1
      ? effect.changes
      : effect.changes.map((change) => ({
          ...change,
          field: `${refName(effect.target)} ${change.field}`,
        })),
  )
  return changes.length > 0 ? [{ part: 'changes', changes }] : []
}

const warningParts = ({ warnings }: Plan): Part[] =>
  warnings.map((warning) => ({ part: 'warning', text: warning.text }))

const noteParts = ({ notes = [] }: Plan): Part[] =>
  notes.map((note) => ({ part: 'note', text: note }))

/** When, and for how long. */
function termParts({ at, forMs }: Plan): Part[] {
  const said = [
    ...(at === undefined ? [] : [text`Not before ${time(new Date(at))}.`]),
    ...(forMs === undefined ? [] : [text`For ${sayDuration(forMs)}, then it is taken back.`]),
  ]
  return said.map((note) => ({ part: 'note', text: note }))
}

const isSaid = (said: Text) => said.length > 0
