import { describe, expect, onTestFinished, test } from 'vitest'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { startSlack } from '../../playground/slack/slack.ts'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ALLOW_ALL } from '../support/whole-bot.ts'

const CONFIG = `clusters: [{ name: one, environment: test, kubeconfig: one.kubeconfig, context: bot }]
identity: { users: { U07B2RZ81LT: { user: bob, groups: [a, b] } } }
policy: policy.yaml
health: { port: 0 }
`

/** The program on a cluster and a Slack of its own; told to stop once it is ready. */
async function field() {
  const cluster = await startCluster({ seed: 'demo', speed: 60 })
  const slack = await startSlack({ rateLimits: 'off' })
  onTestFinished(async () => {
    await slack.stop()
    await cluster.stop()
  })
  const folder = temporaryFolder({
    'deckwatch.yaml': CONFIG,
    'policy.yaml': ALLOW_ALL,
    'one.kubeconfig': cluster.kubeconfig(),
  })
  const run = async (env: Readonly<Record<string, string>> = {}) => {
    const stop = new AbortController()
    const unwatch = slack.onChange((change) => {
      if (change.change === 'connections' && change.connections > 0) stop.abort()
    })
    const host = fakeHost(['run', '--config', `${folder}/deckwatch.yaml`], {
      env: {
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        ...env,
      },
      stop: stop.signal,
    })
    const code = await runCli(host)
    unwatch()
    return { code, said: host.stdout() + host.stderr() }
  }
  return { cluster, slack, run }
}

describe('starting', () => {
  test('all well: it connects, and stops when it is told to', async () => {
    const { run } = await field()

    expect(await run()).toMatchObject({ code: 0 })
  })

  test('S21: auth.test fails once at the start: it is tried again and all is well', async () => {
    const { slack, run } = await field()
    slack.faults.api({ method: 'auth.test' }, { fault: 'status', status: 503 })

    expect(await run()).toMatchObject({ code: 0 })
  })

  test.each([
    ['the app token', 'apps.connections.open', 'invalid_auth', 'SLACK_APP_TOKEN'],
    [
      'the kind of the app token',
      'apps.connections.open',
      'not_allowed_token_type',
      'SLACK_APP_TOKEN',
    ],
    ['the bot token', 'auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN'],
  ])('S6: Slack refuses %s: the start fails and says which', async (_what, method, error, name) => {
    const { slack, run } = await field()
    slack.faults.api({ method }, { fault: 'error', error }, 20)
    const { code, said } = await run()

    expect(code).toBe(3)
    expect(said).toContain(name)
    expect(said).toContain(error)
    expect(said).not.toContain(slack.botToken)
  })

  test('K22: a proxy that strips impersonation: it refuses to run', async () => {
    const { cluster, slack, run } = await field()
    cluster.faults.inject({ fault: 'drop-impersonation' }, {}, Infinity)
    const { code, said } = await run()

    expect(code).toBe(3)
    expect(said).toMatch(/impersonat/i)
    expect(said).toContain('one')
    expect(slack.snapshot().connections).toBe(0)
  })
})
