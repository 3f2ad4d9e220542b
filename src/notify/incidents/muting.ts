import type { Incident, Mute, Muted, MutedOwner } from '../../core/incidents/incident.ts'
import { holds } from './face.ts'
import { ownerKey } from './sign.ts'

/** What keeps an incident silent now: of several, the one that holds longest. */
export function muteFor(
  incident: Incident,
  mutes: readonly Mute[],
  now: Date,
): Incident['mute'] | undefined {
  const [mute] = mutes
    .filter((one) => new Date(one.until) > now && silences(one, incident))
    .toSorted((one, other) => other.until.localeCompare(one.until))
  if (!mute) return undefined
  const { id, by, until, faces } = mute
  return { id, by, until, ...(faces && { untilChange: true }) }
}

export type MuteChanges = {
  /** As they are from now on. */
  readonly put: readonly Mute[]
  /** Ids of those that ended. */
  readonly lifted: readonly string[]
}

/** What becomes of mutes that hold until something changes, once it did. */
export function changedMutes(
  mutes: readonly Mute[],
  incidents: ReadonlyMap<string, Incident>,
  revisionOf: (incident: Incident) => string | undefined,
): MuteChanges {
  const left = mutes.flatMap((mute): Mute[] => {
    const faces = mute.faces?.filter((face) => {
      const incident = incidents.get(face.id)
      return incident !== undefined && holds(face, incident, revisionOf(incident))
    })
    return faces && faces.length < (mute.faces?.length ?? 0) ? [{ ...mute, faces }] : []
  })
  const isOver = ({ faces = [] }: Mute) => faces.length === 0
  return {
    put: left.filter((mute) => !isOver(mute)),
    lifted: left.filter(isOver).map(({ id }) => id),
  }
}

const silences = ({ what, faces }: Mute, incident: Incident): boolean =>
  isAbout(what, incident) && (faces?.some(({ id }) => id === incident.id) ?? true)

/** Whether this incident is one of those that are meant. */
export function isAbout(what: Muted, { id, scope, about, cause }: Incident): boolean {
  const isOwner = (owner: MutedOwner, cluster: string) =>
    ownerKey(cluster, owner) === ownerKey(scope.cluster, about)
  switch (what.kind) {
    case 'incident':
      return what.id === id
    case 'namespace':
      return what.cluster === scope.cluster && what.namespace === about.namespace
    case 'owner':
      return isOwner(what.about, what.cluster)
    case 'cause':
      return (
        what.cluster === scope.cluster &&
        what.cause === cause &&
        (what.namespace === undefined || what.namespace === about.namespace) &&
        (what.about === undefined || isOwner(what.about, what.cluster))
      )
    default:
      return what satisfies never
  }
}
