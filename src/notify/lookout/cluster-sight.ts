import type { Detector } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Blindness } from '../blindness/blindness.ts'
import type { Sight } from '../incidents/sight.ts'
import type { Sign } from '../incidents/sign.ts'
import type { Signs } from '../incidents/signs.ts'
import type { Lookout } from './lookout.ts'

type Parts = {
  readonly signs: Signs
  readonly lookouts: readonly Lookout[]
  readonly detectors: readonly Detector[]
  readonly blindness: Pick<Blindness, 'isDeafTo'>
}

/** What all look-outs together see of the clusters. */
export function createClusterSight({ signs, lookouts, detectors, blindness }: Parts): Sight {
  const lookoutOf = ({ scope }: Incident) =>
    lookouts.find(({ cluster }) => cluster === scope.cluster)
  const isDeafTo = (cluster: string, detector: string) => {
    const resource = detectors.find(({ id }) => id === detector)?.resource
    return resource !== undefined && blindness.isDeafTo(cluster, resource)
  }
  const isReady = ({ cluster }: Sign) =>
    lookouts.some((one) => one.cluster === cluster && one.readySince() !== undefined)
  return {
    live: () => signs.live().filter(isReady),
    goneSince: signs.goneSince,
    lookedSince: (incident) => lookoutOf(incident)?.readySince(),
    isBlind: (incident) =>
      (lookoutOf(incident)?.isBlind(incident.detector) ?? true) ||
      isDeafTo(incident.scope.cluster, incident.detector),
    isSilent: ({ cluster, detector }) => isDeafTo(cluster, detector.id),
  }
}
