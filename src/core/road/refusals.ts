import type { Refusal } from '../command.ts'

export type Refusals = {
  remember(person: string, refusal: Refusal): void
  last(person: string): Refusal | undefined
}

const PEOPLE = 5000

/** The last refusal of each person, for `why`. In memory: after a restart there is nothing to explain. */
export function createRefusals(): Refusals {
  const last = new Map<string, Refusal>()
  return {
    remember(person, refusal) {
      last.delete(person)
      last.set(person, refusal)
      const [oldest] = last.keys()
      if (last.size > PEOPLE && oldest !== undefined) last.delete(oldest)
    },
    last: (person) => last.get(person),
  }
}
