import type { Posted } from './spot.ts'
import type { Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import { render } from '../render/render.ts'
import type { Courier } from './courier.ts'

type Parts = {
  /** Channel id of the moment; without one nobody is told. */
  readonly channel: () => string | undefined
  readonly courier: Pick<Courier, 'post' | 'edit'>
  readonly log: Log
}

/**
 * Shows the admins what cannot wait for the store: the first time as a message, then as edits of it. Best effort, and
 * forgotten with the process.
 */
export function createAdminBoard({
  channel: channelNow,
  courier,
  log,
}: Parts): (view: View) => void {
  let posted: Posted | undefined
  let before = Promise.resolve()

  const put = async (view: View, where: string) => {
    const message = render(view, { offer: () => '' })
    if (posted) await courier.edit(posted, message)
    else posted = await courier.post({ channel: where }, message)
  }
  return (view) => {
    const channel = channelNow()
    if (channel === undefined) return
    before = before
      .then(() => put(view, channel))
      .catch((error: unknown) => log.warn({ err: error }, 'The admin channel cannot be told'))
  }
}
