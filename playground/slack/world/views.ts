import type { KnownBlock } from '@slack/types'
import type { Changes } from '../changes.ts'
import { randomHex, randomId } from '../random-id.ts'

export type View = {
  readonly id: string
  readonly userId: string
  readonly hash: string
  readonly type: 'modal' | 'home'
  readonly rootId: string
  readonly previousId: string | null
  readonly definition: ViewDefinition
  readonly errors: Readonly<Record<string, string>>
  readonly busy: boolean
}

type Label = {
  readonly type: 'plain_text'
  readonly text: string
  readonly emoji?: boolean | undefined
}

export type ViewDefinition = {
  readonly type: 'modal' | 'home'
  readonly blocks: readonly KnownBlock[]
  readonly title?: Label | undefined
  readonly submit?: Label | undefined
  readonly close?: Label | undefined
  readonly private_metadata?: string | undefined
  readonly callback_id?: string | undefined
  readonly external_id?: string | undefined
  readonly clear_on_close?: boolean | undefined
  readonly notify_on_close?: boolean | undefined
}

/** Each user's stack of modals (at most three) and App Home. */
export type Views = {
  /** Shows on top; undefined when three are open already. */
  push(userId: string, definition: ViewDefinition): View | undefined
  update(view: View, definition: ViewDefinition): View
  mark(view: View, state: Partial<Pick<View, 'busy' | 'errors'>>): View
  /** Closes the top view, or all of them. */
  close(view: View, all: boolean): void
  publish(userId: string, definition: ViewDefinition): View
  find(idOrExternalId: string): View | undefined
  top(userId: string): View | undefined
  stack(userId: string): readonly View[]
  modals(): readonly View[]
  homes(): readonly View[]
}

export function createViews(changes: Changes): Views {
  const stacks = new Map<string, readonly View[]>()
  const homes = new Map<string, View>()
  const stack = (userId: string) => stacks.get(userId) ?? []
  const show = (view: View) => {
    if (view.type === 'home') changes.emit({ change: 'home', home: pageHome(view) })
    else if (stack(view.userId).at(-1)?.id === view.id)
      changes.emit({ change: 'modal', modal: pageModal(view) })
  }
  const put = (view: View) => {
    if (view.type === 'home') homes.set(view.userId, view)
    else
      stacks.set(
        view.userId,
        stack(view.userId).map((open) => (open.id === view.id ? view : open)),
      )
    show(view)
    return view
  }
  const all = () => [...[...stacks.values()].flat(), ...homes.values()]

  return {
    push(userId, definition) {
      const below = stack(userId)
      if (below.length >= 3) return undefined
      const view = newView(userId, definition, below)
      stacks.set(userId, [...below, view])
      show(view)
      return view
    },
    update: (view, definition) => put({ ...view, definition, ...fresh() }),
    mark: (view, state) => put({ ...view, ...state }),
    close(view, everything) {
      const left = everything ? [] : stack(view.userId).slice(0, -1)
      stacks.set(view.userId, left)
      changes.emit({ change: 'modal-gone', userId: view.userId, viewId: view.id })
      const top = left.at(-1)
      if (top) show(top)
    },
    publish(userId, definition) {
      const before = homes.get(userId)
      return put(before ? { ...before, definition, ...fresh() } : newView(userId, definition, []))
    },
    find: (id) => all().find((view) => view.id === id || view.definition.external_id === id),
    top: (userId) => stack(userId).at(-1),
    stack,
    modals: () => [...stacks.values()].flatMap((open) => open.slice(-1)),
    homes: () => [...homes.values()],
  }
}

/** As the page shows it. */
export const pageModal = ({ id, userId, definition, errors, busy }: View) => ({
  userId,
  viewId: id,
  callbackId: definition.callback_id ?? '',
  title: definition.title?.text ?? '',
  ...(definition.submit ? { submit: definition.submit.text } : {}),
  close: definition.close?.text ?? 'Cancel',
  blocks: definition.blocks,
  errors,
  busy,
})

export const pageHome = ({ userId, definition }: View) => ({ userId, blocks: definition.blocks })

const fresh = () => ({ hash: `${randomHex(5)}.${randomHex(4)}`, errors: {}, busy: false })

function newView(userId: string, definition: ViewDefinition, below: readonly View[]): View {
  const id = randomId('V')
  return {
    id,
    userId,
    type: definition.type,
    rootId: below[0]?.id ?? id,
    previousId: below.at(-1)?.id ?? null,
    definition,
    ...fresh(),
  }
}
