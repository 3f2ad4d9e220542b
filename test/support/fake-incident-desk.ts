import type { IncidentDesk, MuteWish } from '../../src/core/incidents/incident-desk.ts'
import type { Incident, Mute } from '../../src/core/incidents/incident.ts'
import { text } from '../../src/core/text.ts'
import { type View, view } from '../../src/core/view.ts'

export type FakeIncidentDesk = IncidentDesk & {
  /** What was asked of it, e.g. `acknowledge 8f3c21aa`. */
  readonly calls: string[]
}

type Held = {
  readonly incidents?: readonly Incident[]
  readonly silent?: readonly string[]
  readonly mutes?: readonly Mute[]
  /** What `why` says of the thread in which it is asked. */
  readonly here?: View
}

/** A desk that lets everybody do everything, and remembers what. */
export function fakeIncidentDesk({
  incidents = [],
  silent = [],
  mutes = [],
  here,
}: Held = {}): FakeIncidentDesk {
  const calls: string[] = []
  const did = async (...words: readonly (string | number | MuteWish)[]) => {
    const call = words
      .map((word) => (typeof word === 'object' ? JSON.stringify(word) : String(word)))
      .join(' ')
    calls.push(call)
    return view('done', text`${call}`)
  }
  return {
    calls,
    list: async (which) => {
      calls.push(`list ${which}`)
      return { incidents, silent }
    },
    show: (id) => did('show', id),
    actions: (id) => did('actions', id),
    why: async (id) => (id === undefined ? here : did('why', id)),
    acknowledge: (id) => did('acknowledge', id),
    assign: (id, to) => did('assign', id, to === 'me' ? to : to.userId),
    unassign: (id) => did('unassign', id),
    mute: (wish, end) => did('mute', wish, end === 'change' ? end : end.toISOString()),
    mutes: async () => mutes,
    unmute: (id) => did('unmute', id),
  }
}
