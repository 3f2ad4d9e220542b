import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commands } from '../commands/index.ts'
import type { Clock, Seams } from '../src/core/seams.ts'
import { createLog } from '../src/telemetry/log.ts'
import { systemClock, systemSeams } from '../src/telemetry/system-seams.ts'
import type { Guide } from './host/page-wire.ts'
import { type Field, startPlayground as startField } from './playground.ts'
import { startBot } from './setup/start-bot.ts'

type Options = {
  readonly port: number
  readonly out: (text: string) => void
  /** The bot's time; default the machine's own. */
  readonly clock?: Clock
  /** How much faster than time the clusters wait; default 1. */
  readonly speed?: number
}

const SETUP = fileURLToPath(new URL('setup/', import.meta.url))

const guide: Guide = {
  people: [
    { name: 'alice', rights: 'Platform engineer: may change everything, and approves.' },
    {
      name: 'bob',
      rights: 'Developer: may change the shop; big changes in production ask others first.',
    },
    { name: 'carol', rights: 'Support: may look, not touch.' },
    { name: 'hana', rights: 'Platform engineer, on call: approves, and may break the glass.' },
    { name: 'ivan', rights: 'Platform engineer: approves what is risky.' },
    { name: 'olga', rights: 'Owns the shop: changes it, and has a say in its big changes.' },
    { name: 'dave', rights: 'Sales: nobody mapped him to a Kubernetes user.' },
  ],
  commands: commands.map(({ name, summary, examples }) => ({ name, summary, examples })),
}

/** The playground with the unmodified bot, its sample configuration and two clusters. */
export async function startPlayground(options: Options): Promise<{ stop(): Promise<void> }> {
  const { port, out, clock = systemClock, speed } = options
  const folder = await mkdtemp(join(tmpdir(), 'deckwatch-playground-'))
  const log = createLog({ level: 'warn', pretty: true, destination: { write: out } })
  const playground = await startField({
    port,
    out,
    log,
    guide,
    clusters: ['prod-eu', 'staging'],
    speed,
    startBot: (field) => startBotIn(folder, field, { ...systemSeams(log), clock }),
  })
  return {
    async stop() {
      await playground.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startBotIn(folder: string, { slack, clusters }: Field, seams: Seams) {
  await cp(SETUP, folder, { recursive: true, filter: (file) => !file.endsWith('.ts') })
  for (const cluster of clusters) {
    await writeFile(join(folder, `${cluster.name}.kubeconfig`), cluster.kubeconfig(), {
      mode: 0o600,
    })
  }
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
  }
  return startBot({ config: join(folder, 'deckwatch.yaml'), env }, seams)
}
