import type { KnownBlock } from '@slack/types'
import type { Changes } from '../changes.ts'
import type { PageHome, PageModal } from '../page-model.ts'
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

type State = {
  readonly stacks: Map<string, readonly View[]>
  readonly homes: Map<string, View>
  readonly changes: Changes
}

export function createViews(changes: Changes): Views {
  const state: State = { stacks: new Map(), homes: new Map(), changes }
  const { stacks, homes } = state
  return {
    push(userId, definition) {
      const below = stackOf(state, userId)
      if (below.length >= 3) return undefined
      const view = newView(userId, definition, below)
      stacks.set(userId, [...below, view])
      return show(state, view)
    },
    update: (view, definition) => put(state, { ...view, definition, ...fresh() }),
    mark: (view, marks) => put(state, { ...view, ...marks }),
    close(view, everything) {
      const left = everything ? [] : stackOf(state, view.userId).slice(0, -1)
      stacks.set(view.userId, left)
      changes.emit({ change: 'modal-gone', userId: view.userId, viewId: view.id })
      for (const top of left.slice(-1)) show(state, top)
    },
    publish(userId, definition) {
      const view = homes.get(userId) ?? newView(userId, definition, [])
      return put(state, { ...view, definition, ...fresh() })
    },
    find: (id) => all(state).find((view) => view.id === id || view.definition.external_id === id),
    top: (userId) => stackOf(state, userId).at(-1),
    stack: (userId) => stackOf(state, userId),
    modals: () => [...stacks.values()].flatMap((open) => open.slice(-1)),
    homes: () => [...homes.values()],
  }
}

/** As the page shows it. */
export const pageModal = ({ id, userId, definition, errors, busy }: View): PageModal => ({
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

export const pageHome = ({ userId, definition }: View): PageHome => ({
  userId,
  blocks: definition.blocks,
})

const stackOf = ({ stacks }: State, userId: string) => stacks.get(userId) ?? []

const all = ({ stacks, homes }: State) => [...[...stacks.values()].flat(), ...homes.values()]

function put(state: State, view: View): View {
  const { stacks, homes } = state
  if (view.type === 'home') homes.set(view.userId, view)
  else {
    const open = stackOf(state, view.userId)
    stacks.set(
      view.userId,
      open.map((other) => (other.id === view.id ? view : other)),
    )
  }
  return show(state, view)
}

function show(state: State, view: View): View {
  if (view.type === 'home') state.changes.emit({ change: 'home', home: pageHome(view) })
  else if (stackOf(state, view.userId).at(-1)?.id === view.id)
    state.changes.emit({ change: 'modal', modal: pageModal(view) })
  return view
}

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
