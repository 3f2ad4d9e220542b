import { startBotSwitch } from '../../../playground/host/bot-switch.ts'
import { buildPage } from '../../../playground/host/build-page.ts'
import { startHost } from '../../../playground/host/start-host.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { startPageBot } from './page-bot.ts'
import { fakePageCluster } from './page-cluster.ts'
import { pageGuide } from './page-guide.ts'

/** The page as people get it, with the embedded Slack, a scripted bot and a cluster of plain cards behind it. */
export async function startPageStage() {
  const slack = await startSlack()
  const bot = await startBotSwitch(() => startPageBot(slack))
  const cluster = fakePageCluster()
  const log = fakeLog()
  const page = await buildPage()
  const field = { slack, clusters: [cluster], guide: pageGuide, bot }
  let host = await startHost({ ...field, page, port: 0, log })
  const { url } = host
  return {
    url,
    slack,
    cluster,
    log,
    /** The page's server goes away; `comeBack` starts it on the same port. */
    goAway: () => host.stop(),
    async comeBack() {
      host = await startHost({ ...field, page, port: Number(new URL(url).port), log })
    },
    async stop() {
      await host.stop()
      await bot.stop()
      await slack.stop()
    },
  }
}
