import type { Config } from '../../config/load.ts'
import type { Keeping } from '../../core/watched.ts'
import { watchedFor } from '../watched-for.ts'
import type { Rule } from './rule.ts'

type Settings = NonNullable<Config['notifications']>
/** Something that is read of a watch, and who reads it. */
type Reading = { readonly who: string; readonly of: Pick<Keeping, 'group' | 'resource'> }

/** What only a cluster as a whole has; where just namespaces are watched it is left out. */
const WITHOUT_NAMESPACE = new Set(['nodes', 'namespaces', 'persistentvolumes', 'storageclasses'])

/** To list and watch what the detectors, conditions and routes that are on look at. */
export function watchingRules(settings: Settings): readonly Rule[] {
  const readings = readingsOf(settings).filter(
    ({ of }) => !settings.namespaces || !WITHOUT_NAMESPACE.has(of.resource),
  )
  return [...Map.groupBy(readings, ({ of }) => of.group)].map(([group, inGroup]) => {
    const byResource = [...Map.groupBy(inGroup, ({ of }) => of.resource)].toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    )
    return {
      why: byResource.map(([resource, all]) => `${resource}: ${namesOf(all)}`),
      apiGroups: [group],
      resources: byResource.map(([resource]) => resource),
      verbs: ['list', 'watch'],
    }
  })
}

const namesOf = (readings: readonly Reading[]) =>
  [...new Set(readings.map(({ who }) => who))].join(', ')

function readingsOf(settings: Settings): readonly Reading[] {
  const { detectors, changeReaders, keepings } = watchedFor(settings)
  const read = (who: string, keeps: readonly Keeping[]) => keeps.map((of) => ({ who, of }))
  const named = [
    ...detectors.flatMap(({ id, keeps }) => read(id, keeps)),
    ...changeReaders.flatMap(({ keeps }) => read('changes', keeps)),
  ]
  // What else is kept stands beside these: columns that are printed, channels that routes ask objects for.
  const isNamed = ({ group, resource }: Keeping) =>
    named.some(({ of }) => of.group === group && of.resource === resource)
  return [
    ...named,
    ...read(
      'routes',
      keepings.filter((one) => !isNamed(one)),
    ),
  ]
}

/** What the thread of an incident shows beside what is watched. */
export function detailRules(watching: readonly Rule[]): readonly Rule[] {
  const isListed = watching.some(
    ({ apiGroups, resources }) => apiGroups?.includes('') && resources?.includes('events'),
  )
  return isListed ? [LOGS] : [LOGS, EVENTS]
}

const LOGS: Rule = {
  why: ['the last lines of the container that fails, in the thread of its incident'],
  apiGroups: [''],
  resources: ['pods/log'],
  verbs: ['get'],
}
const EVENTS: Rule = {
  why: ['the warnings about an object, in the thread of its incident'],
  apiGroups: [''],
  resources: ['events'],
  verbs: ['list'],
}
