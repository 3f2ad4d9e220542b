import type { Ids } from '../core/seams.ts'
import type { Watching } from '../core/watched.ts'
import type { Ledger } from './ledger.ts'
import type { RoutingSettings } from './routes/routed.ts'
import { placeSign, placeForAdmins, type AdminPlaces } from './routes/place.ts'
import type { Incident } from '../core/incidents/incident.ts'
import type { Subject, Detector } from '../core/finding.ts'
import { isOwn } from './blindness/own.ts'
import { ownTroubles } from './blindness/own-troubles.ts'
import { CONFIRM_MS } from './blindness/blindness.ts'
import type { Covering } from './incidents/covering.ts'
import { revisionOf } from './incidents/face.ts'
import type { Sight } from './incidents/sight.ts'
import type { World } from './incidents/world.ts'
import type { Eyes } from './lookout/eyes.ts'
import type { RouteTimes } from './routes/route-times.ts'

type Around = Pick<World, 'isUnshown'> & {
  readonly now: Date
  readonly eyes: Pick<Eyes, 'clusters' | 'blindness'>
  readonly covering: Covering
  readonly times: RouteTimes
}

type Parts = AdminPlaces & {
  readonly settings: RoutingSettings
  readonly ledger: Ledger
  readonly detectors: readonly Detector[]
  readonly watchings: readonly Watching[]
  readonly ids: Ids
}

/** All that decides what incidents there should be, as it is now. */
export function worldOf(around: Around, parts: Parts): World {
  const { now, eyes, covering, times, isUnshown } = around
  const { ledger, detectors, ids, watchings } = parts
  const { clusters, blindness } = eyes
  const tellings = [...detectors, ...ownTroubles]
  const sightOf = (about: Subject): Sight => (isOwn(about) ? blindness : clusters)
  const goneSince = ({ about, key }: Incident) => sightOf(about).goneSince(key)
  return {
    now,
    signs: [...clusters.live(), ...blindness.live()],
    incidents: ledger.incidents(),
    mutes: ledger.mutes(),
    unseenSince: (incident) =>
      isOwn(incident.about) || !clusters.isBlind(incident)
        ? undefined
        : blindSince(incident, ledger.incidents()),
    isBlind: (incident) => sightOf(incident.about).isBlind(incident),
    mustConfirm: ({ about, updatedAt }) =>
      isOwn(about) && now.getTime() - Date.parse(updatedAt) > CONFIRM_MS,
    isSilent: (sign) => sightOf(sign.finding.about).isSilent(sign),
    goneSince: (incident) =>
      goneSince(incident) ?? sightOf(incident.about).lookedSince(incident) ?? now,
    endedUnseen: (incident) => goneSince(incident) === undefined,
    unheardSince: (incident) => sightOf(incident.about).unheardSince?.(incident),
    clearMs: ({ detector }) => tellings.find(({ id }) => id === detector)?.clearMs ?? 0,
    coveredUntil: (key) => covering.until(key, now),
    revisionOf: (incident) => revisionOf(incident, watchings),
    place: (sign) =>
      isOwn(sign.finding.about) ? placeForAdmins(sign, parts) : placeSign(sign, parts),
    quietNow: (route) => times.quiet(route, now),
    escalation: times.escalation,
    isUnshown,
    newId: () => ids.short(),
  }
}

const HIDING = ['cluster-unreachable', 'watch-stalled', 'watch-forbidden']

/** Only what was told of a cluster is said on the messages of its incidents: most silences are over before. */
function blindSince({ scope }: Incident, all: readonly Incident[]): string | undefined {
  const hiding = all.filter(
    ({ state, about, scope: { cluster }, foldedInto }) =>
      state === 'open' && isOwn(about) && cluster === scope.cluster && foldedInto === undefined,
  )
  return HIDING.flatMap((cause) => hiding.filter((one) => one.cause === cause))[0]?.since
}
