import type { Keeping } from '../core/watched.ts'
import { changeReaders } from '../detectors/changes/readers.ts'
import { detectors as all } from '../detectors/index.ts'
import { PRINTED } from '../kube/known/printed.ts'
import { routeKeepings } from '../notify/routes/route-keepings.ts'
import { type NotificationSettings, usedDetectors } from '../notify/settings.ts'

/** What these settings have the bot look for, and so what it watches and keeps of it. */
export function watchedFor(settings: NotificationSettings) {
  const detectors = usedDetectors(all, settings)
  const looking = [...detectors, ...changeReaders]
  const keepings: readonly Keeping[] = [
    ...looking.flatMap(({ keeps }) => keeps),
    ...PRINTED,
    ...routeKeepings(settings, looking),
  ]
  return { detectors, changeReaders, keepings }
}
