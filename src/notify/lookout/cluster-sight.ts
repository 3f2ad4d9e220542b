import type { Detector } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { ALERTS } from '../alerts/alert-sighting.ts'
import type { AlertWatch } from '../alerts/alert-watch.ts'
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
  readonly alerts?: AlertWatch | undefined
}

/** What all look-outs together see of the clusters. */
export function createClusterSight(parts: Parts): Sight {
  const { signs, lookouts, detectors, blindness, alerts } = parts
  const lookoutOf = ({ scope }: Incident) =>
    lookouts.find(({ cluster }) => cluster === scope.cluster)
  const isDeafTo = (cluster: string, detector: string) => {
    const resource = detectors.find(({ id }) => id === detector)?.resource
    return resource !== undefined && blindness.isDeafTo(cluster, resource)
  }
  // What only alerts show does not wait for the cluster: that it cannot be seen is what they tell.
  const isUnseen = (incident: Incident) =>
    incident.detector !== ALERTS.id &&
    ((lookoutOf(incident)?.isBlind(incident.detector) ?? true) ||
      isDeafTo(incident.scope.cluster, incident.detector))
  const isReady = ({ cluster, isReported }: Sign) =>
    isReported || lookouts.some((one) => one.cluster === cluster && one.readySince() !== undefined)
  return {
    live: () => signs.live().filter(isReady),
    goneSince: signs.goneSince,
    lookedSince: (incident) => lookoutOf(incident)?.readySince(),
    isBlind: (incident) => isUnseen(incident) || (alerts?.isBlind(incident) ?? false),
    isSilent: ({ cluster, detector, isReported }) => !isReported && isDeafTo(cluster, detector.id),
    unheardSince: ({ key }) => alerts?.unheardSince(key),
  }
}
