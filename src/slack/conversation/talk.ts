import type { SlackPerson } from '../../core/actor.ts'
import type { Place } from '../../core/request.ts'

/** With whom, where, and which way back came along. */
export type Talk = {
  readonly person: SlackPerson
  readonly place: Place
  readonly responseUrl?: string
}
