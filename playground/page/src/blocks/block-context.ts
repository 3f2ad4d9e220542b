import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ModalInput, SlackSnapshot } from '../../../slack/page-model.ts'

/** What a person did to an element, in the words of a `block_actions` payload. */
export type Press = {
  readonly actionId: string
  readonly blockId?: string
  readonly value?: string | readonly string[]
}

/** Where blocks stand: who is named in them, what pressing does, and in a modal what is filled in. */
export type BlockSurface = {
  readonly slack: SlackSnapshot
  readonly press: (press: Press) => void
  readonly form?: {
    readonly input: ModalInput
    readonly errors: Readonly<Record<string, string>>
    readonly fill: (key: string, value: string | readonly string[]) => void
  }
}

const Surface = createContext<BlockSurface | undefined>(undefined)

export const BlockSurfaceProvider = Surface.Provider

/** The surface around this block. Throws when a block is drawn outside of one. */
export function useSurface(): BlockSurface {
  const surface = useContext(Surface)
  if (!surface) throw new Error('A block needs a BlockSurfaceProvider around it.')
  return surface
}
