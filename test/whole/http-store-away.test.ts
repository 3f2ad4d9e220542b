import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { startSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { run } from '../../src/cli/run.ts'
import { fakeHost } from '../support/fake-host.ts'
import { say, words } from '../support/slack-driver.ts'
import { cableTo } from '../support/store-cable.ts'
import { type Engine, engines } from '../support/store-engines.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ALLOW_ALL } from '../support/whole-bot.ts'

const { bob } = people
const { shop } = channels
const CONFIG = `
clusters: [{ name: prod, kubeconfig: kubeconfig }]
channels: { ${shop.id}: { cluster: prod, namespace: shop } }
identity: { users: { ${bob.id}: { user: bob, groups: [shop-devs] } } }
policy: policy.yaml
slack: { mode: http, http: { port: 0, drain: 1s } }
health: { port: 0 }
`
const [, boot] = (await engines()).find(([name]) => name === 'PostgreSQL') ?? []

describe.skipIf(!boot)('over HTTP, where readiness decides who gets requests', () => {
  let engine: Engine | undefined
  beforeAll(async () => {
    engine = await boot?.()
  }, 60_000)
  afterAll(() => engine?.stop())

  /** The whole program, as `deckwatch run` runs it. */
  async function open(how: 'up' | 'cut' = 'up') {
    if (!engine) throw new Error('no PostgreSQL')
    const cable = await cableTo(await engine.fresh())
    if (how === 'cut') cable.cut()
    const [slack, cluster] = await Promise.all([
      startSlack({ rateLimits: 'off' }),
      startCluster({ seed: 'demo', speed: 60 }),
    ])
    const folder = temporaryFolder({
      'deckwatch.yaml': CONFIG,
      'policy.yaml': ALLOW_ALL,
      kubeconfig: cluster.kubeconfig(),
    })
    const stop = new AbortController()
    const lines: string[] = []
    const env = {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      DATABASE_URL: cable.target.url,
    }
    const out = (line: string) => void lines.push(line)
    const running = run(
      `${folder}/deckwatch.yaml`,
      fakeHost(['run'], { stop: stop.signal, out, env }),
    )
    onTestFinished(async () => {
      stop.abort()
      await running
      await Promise.all([slack.stop(), cluster.stop()])
    })
    const said = (message: string) => lines.find((line) => line.includes(`"${message}"`))
    await vi.waitUntil(() => said('bot ready'), { timeout: 60_000 })
    const portIn = (message: string, key: string) =>
      new RegExp(`"${key}":(\\d+)`).exec(said(message) ?? '')?.[1] ?? ''
    slack.deliverTo(`http://127.0.0.1:${portIn('Listening for Slack', 'port')}/slack/events`)
    const health = `http://127.0.0.1:${portIn('bot ready', 'healthPort')}`
    const readiness = async () => {
      const answer = await fetch(`${health}/readyz`)
      return { status: answer.status, said: await answer.text() }
    }
    const ask = async (typed: string) => words(await say(slack, [bob, shop], `/k8s ${typed}`))
    return { cable, readiness, ask }
  }

  test('D1: while the store is away it stays ready: looking goes on, a change is refused, and it says so', async () => {
    const { cable, readiness, ask } = await open()
    expect(await readiness()).toEqual({ status: 200, said: 'ok\n' })
    cable.cut()

    expect(await ask('scale deploy/web 4')).toContain('store cannot be reached')
    expect(await ask('get deploy')).toContain('web')
    const without = 'ok\nstore: the store cannot be written\n'
    expect(await readiness()).toEqual({ status: 200, said: without })

    cable.mend()
    await expect.poll(readiness, { timeout: 30_000 }).toEqual({ status: 200, said: 'ok\n' })
  }, 90_000)

  test('D1: a bot that never reached its store takes nobody’s place until it does', async () => {
    const { cable, readiness } = await open('cut')
    expect(await readiness()).toEqual({ status: 503, said: 'store: the store cannot be written\n' })

    cable.mend()
    await expect.poll(readiness, { timeout: 30_000 }).toEqual({ status: 200, said: 'ok\n' })
  }, 90_000)
})
