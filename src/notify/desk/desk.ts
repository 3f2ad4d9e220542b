import { voterOf } from '../../core/approvals/who-may.ts'
import type { IncidentDesk } from '../../core/incidents/incident-desk.ts'
import { showActions } from './actions.ts'
import type { DeskParts } from './desk-parts.ts'
import { acknowledge, assign, unassign } from './look-after.ts'
import { listSeen, mutesSeen, showSeen } from './seen.ts'
import { mute, unmute } from './silence.ts'
import { whySeen } from './why-seen.ts'
import { type Asking, createGate } from './who-may.ts'

/** What one person may do with incidents, for one request. */
export function createDesk(asking: Asking, parts: DeskParts): IncidentDesk {
  const by = voterOf(asking.request.actor)
  const desk = { ...parts, asking, gate: createGate(asking, parts), by }
  return {
    list: (which) => listSeen(which, desk),
    actions: (id) => showActions(id, desk),
    show: (id) => showSeen(id, desk),
    why: (id) => whySeen(id, desk),
    acknowledge: (id) => acknowledge(id, desk),
    assign: (id, to) => assign(id, to, desk),
    unassign: (id) => unassign(id, desk),
    mute: (wish, end) => mute(wish, end, desk),
    mutes: () => mutesSeen(desk),
    unmute: (id) => unmute(id, desk),
  }
}
