import type { OwnTrouble } from './own-trouble.ts'
import { alertsLeftOut } from './troubles/alerts-left-out.ts'
import { channelRefused } from './troubles/channel-refused.ts'
import { clockSkew } from './troubles/clock-skew.ts'
import { conditionUnanswered } from './troubles/condition-unanswered.ts'
import { clusterUnreachable } from './troubles/cluster-unreachable.ts'
import { deliveryBacklog } from './troubles/delivery-backlog.ts'
import { eventsHeldBack } from './troubles/events-held-back.ts'
import { kindNotServed } from './troubles/kind-not-served.ts'
import { watchForbidden } from './troubles/watch-forbidden.ts'
import { watchStalled } from './troubles/watch-stalled.ts'

/** What the bot says of itself. Adding one is one file, one test and one line here. */
export const ownTroubles: readonly OwnTrouble[] = [
  clusterUnreachable,
  watchStalled,
  watchForbidden,
  kindNotServed,
  clockSkew,
  conditionUnanswered,
  deliveryBacklog,
  channelRefused,
  alertsLeftOut,
  eventsHeldBack,
]
