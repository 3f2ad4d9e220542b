import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { people } from '../../playground/slack/workspace.ts'
import { selfSigned } from './certificate.ts'
import { createAdmin, type Admin } from './admin.ts'
import { grantRights } from './grant-rights.ts'

/** An embedded Slack and an embedded cluster, and what a bot needs to run against them. */
export type Field = {
  readonly slack: EmbeddedSlack
  readonly admin: Admin
  /** Holds deckwatch.yaml, policy.yaml and the kubeconfigs `bot` and `admin`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

export async function startField(): Promise<Field> {
  const tls = selfSigned()
  const cluster = await startCluster({
    seed: 'bare',
    tls,
    nodeSize: { cpu: '100k', memory: '1000Ti', pods: '100k' },
  })
  const slack = await startSlack({ rateLimits: 'off' })
  const admin = createAdmin({ url: cluster.url, token: cluster.tokens.admin, ca: tls.cert })
  await grantRights(admin)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-bench-'))
  const files = {
    'deckwatch.yaml': CONFIG,
    'policy.yaml': POLICY,
    bot: cluster.kubeconfig('bot'),
    admin: cluster.kubeconfig('admin'),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return {
    slack,
    admin,
    folder,
    env: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    },
    async stop() {
      await slack.stop()
      await cluster.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

const CONFIG = `
clusters: [{ name: bench, kubeconfig: bot }]
identity: { users: { ${people.alice.id}: { user: alice, groups: [bench-viewers, everybody] } } }
policy: policy.yaml
limits:
  perUser: { burst: 10000, perSecond: 1000 }
  total: { burst: 10000, perSecond: 1000 }
log: { level: info }
health: { port: 0 }
`
const POLICY = `
rules: [{ name: look, effect: allow, reason: everybody may look, risk: [read] }]
`
