import type { SlackPerson } from '../actor.ts'

type Person = SlackPerson & { readonly user: string }

/** One person, by either of their names: two Slack accounts mapped to one Kubernetes user are one. */
export const isSamePerson = (one: Person, other: Person): boolean =>
  one.user === other.user || one.userId === other.userId
