import type { Keeping } from '../core/watched.ts'
import { createConditions } from '../detectors/conditions/conditions.ts'
import { changeReaders } from '../detectors/changes/readers.ts'
import { detectors as all } from '../detectors/index.ts'
import { PRINTED } from '../kube/known/printed.ts'
import { routeKeepings } from '../notify/routes/route-keepings.ts'
import { type NotificationSettings, usedDetectors } from '../notify/settings.ts'

/** What these settings have the bot look for, and so what it watches and keeps of it. */
export function watchedFor(settings: NotificationSettings) {
  const conditions = createConditions(settings.conditions)
  const detectors = usedDetectors([...all, ...conditions.detectors], settings)
  const looking = [...detectors, ...changeReaders]
  const keepings: readonly Keeping[] = [
    ...looking.flatMap(({ keeps }) => keeps),
    ...PRINTED,
    ...routeKeepings(settings, looking),
  ]
  const wanted = new Set(settings.conditions.map(({ kind }) => kind))
  const conditionFailures = conditions.failures
  return { detectors, changeReaders, keepings, wanted, conditionFailures }
}
