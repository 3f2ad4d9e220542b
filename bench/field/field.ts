import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { people } from '../../playground/slack/workspace.ts'
import { type Arena, embeddedArena } from './arena.ts'
import { grantRights } from './rights.ts'

/** An embedded Slack and a cluster, and what a bot needs to run against them. */
export type Field = {
  readonly slack: EmbeddedSlack
  readonly arena: Arena
  /** Not there yet; cleared away with the field. */
  readonly namespace: string
  /** Holds deckwatch.yaml, policy.yaml and the kubeconfigs `bot` and `admin`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** `more` is added to the bot's configuration file. */
export async function startField(arena?: Arena, more = ''): Promise<Field> {
  const ground = arena ?? (await embeddedArena())
  const namespace = `deckwatch-bench-${Date.now().toString(36)}`
  const takeRightsAway = await grantRights(ground.admin, namespace)
  const slack = await startSlack({ rateLimits: 'off' })
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-bench-'))
  const files = {
    'deckwatch.yaml': `${CONFIG}${more}`,
    'policy.yaml': POLICY,
    bot: ground.kubeconfig('bot'),
    admin: ground.kubeconfig('admin'),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return {
    slack,
    arena: ground,
    namespace,
    folder,
    env: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    },
    async stop() {
      await slack.stop()
      // A measurement without pods made no namespace.
      await ground.admin.remove(`/api/v1/namespaces/${namespace}`).catch(() => undefined)
      await takeRightsAway()
      await ground.stop()
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
rules: [{ name: all, effect: allow, reason: everybody may in a measurement, namespaces: ['*'] }]
`
