import type { SlackPerson } from '../actor.ts'

type Person = SlackPerson & { readonly user: string }

/**
 * One person, by either of their names: two Slack accounts mapped to one Kubernetes user are one. Kubernetes tells
 * `Jane` from `jane`; of two people nobody makes a pair of such names, of one person's two accounts a slip may.
 */
export const isSamePerson = (one: Person, other: Person): boolean =>
  one.userId === other.userId || folded(one.user) === folded(other.user)

const folded = (user: string) => user.normalize('NFKC').toLowerCase()
