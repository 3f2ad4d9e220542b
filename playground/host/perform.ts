import type { ClusterAction, SlackAction } from './page-wire.ts'
import type { PlayedCluster, PlayedSlack } from './playing-field.ts'

/** Does in the embedded Slack what the page asks; throws a sentence for people when that cannot be done. */
export async function performInSlack({ driver }: PlayedSlack, action: SlackAction): Promise<void> {
  const { userId } = action
  switch (action.do) {
    case 'say': {
      const { text, threadTs: thread } = action
      await driver.say(userId, action.channelId, { text, thread })
      return
    }
    case 'click':
      await driver.click(userId, action, action)
      return
    case 'click-in-modal':
      await driver.clickInModal(userId, action, action.input)
      return
    case 'submit':
      await driver.submit(userId, action.input, action.viewId)
      return
    case 'close':
      await driver.close(userId, action.viewId)
      return
    case 'dismiss':
      driver.dismiss(userId, action)
      return
    case 'open-dm':
      driver.openDm(userId)
      return
    case 'open-home':
      await driver.openHome(userId)
      return
  }
}

/** Breaks or mends what the page asks; throws a sentence for people when that cannot be done. */
export function performOnCluster(
  clusters: readonly PlayedCluster[],
  { cluster, action }: ClusterAction,
): void {
  const found = clusters.find(({ name }) => name === cluster)
  if (!found) throw new Error(`There is no cluster ${cluster}.`)
  found.break(action)
}
