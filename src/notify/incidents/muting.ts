import type { Incident, Mute, Muted } from '../../core/incidents/incident.ts'
import { ownerKey } from './sign.ts'

/** What keeps an incident silent now: of several, the one that holds longest. */
export function muteFor(
  incident: Incident,
  mutes: readonly Mute[],
  now: Date,
): NonNullable<Incident['mute']> | undefined {
  const [mute] = mutes
    .filter(({ what, until }) => new Date(until) > now && covers(what, incident))
    .toSorted((one, other) => other.until.localeCompare(one.until))
  return mute && { id: mute.id, by: mute.by, until: mute.until }
}

function covers(what: Muted, { id, scope, about }: Incident): boolean {
  switch (what.kind) {
    case 'incident':
      return what.id === id
    case 'namespace':
      return what.cluster === scope.cluster && what.namespace === about.namespace
    case 'owner':
      return ownerKey(what.cluster, what.about) === ownerKey(scope.cluster, about)
    default:
      return what satisfies never
  }
}
