import type { Clock } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import { bold, text, time } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { sayDuration } from '../../core/words/duration.ts'

type Parts = {
  /** Why the store cannot be used; undefined while it can. */
  readonly unready: () => string | undefined
  /** Shows it to the admins without the store; the same message says the next thing. */
  readonly show: (view: View) => void
  readonly clock: Clock
}

const LOOK_MS = 5_000
/** What comes back by itself is not told. */
const HOLD_MS = 60_000

/** Everything that is told stands in the store first, but not that the store is away. */
export function createStoreWatch({ unready, show, clock }: Parts): Service {
  let cancel = () => {}
  let since: Date | undefined
  let isTold = false

  const look = () => {
    const now = clock.now()
    if (unready() === undefined) {
      if (isTold && since) show(backAgain(now.getTime() - since.getTime()))
      since = undefined
      isTold = false
    } else {
      since ??= now
      if (!isTold && now.getTime() - since.getTime() >= HOLD_MS) {
        isTold = true
        show(away(since))
      }
    }
    cancel = clock.after(LOOK_MS, look)
  }
  return {
    name: 'store watch',
    start: async () => look(),
    stop: async () => cancel(),
    unready: () => undefined,
  }
}

const away = (since: Date): View =>
  view('failed', text`${bold('The store cannot be used')} since ${time(since)}`, [
    {
      part: 'text',
      text: text`Until it is back nothing is told of incidents, and nothing is changed or approved. What happens meanwhile is told then.`,
    },
    { part: 'text', text: text`Next: see that the database or the disk behind it is up.` },
  ])

const backAgain = (ms: number): View =>
  view(
    'resolved',
    text`${bold('The store can be used again')} · it was away for ${sayDuration(ms)}`,
  )
