import { type ChildProcess, execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { controlPlane } from '../support/control-plane.ts'
import { startPod } from './play-pod.ts'
import { deployment } from '../support/sample-objects.ts'
import { openShell, type ShellSession } from './shell-session.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const PAGE = readFileSync('docs/install.md', 'utf8')
/** What the page says is the reader's own. */
const MINE: readonly (readonly [string, string])[] = [['U0123456789', people.bob.id]]

type Block = { readonly language: string; readonly lines: string; readonly line: number }

const blocks: readonly Block[] = [...PAGE.matchAll(/^```(sh|text)\n([\s\S]*?)^```/gm)].map(
  (found) => ({
    language: found[1] ?? '',
    lines: MINE.reduce((lines, [theirs, mine]) => lines.replaceAll(theirs, mine), found[2] ?? ''),
    line: PAGE.slice(0, found.index).split('\n').length,
  }),
)

/** The reader's own environment: proxies, certificates, where their npm fetches from. */
const mine = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(?:VITEST|NODE_ENV|NODE_OPTIONS|npm_|DECKWATCH_|SLACK_)/.test(name)
      ? []
      : [[name, value]],
  ),
)

/** What the volume claim of the page is bound to: this cluster makes none by itself. */
const volume = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'deckwatch-install' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    hostPath: { path: '/tmp/deckwatch-install' },
  },
}

/** The working tree as a fresh clone has it. */
function cloneTo(folder: string): void {
  const listed = execFileSync('git', [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ])
  for (const name of listed.toString('utf8').split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(name, join(folder, name))
  }
}

describe.skipIf(!KUBECONFIG)('docs/install.md, from a clone to a running bot', () => {
  const cluster = controlPlane(KUBECONFIG)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-install-'))
  const clone = join(folder, 'deckwatch')
  let slack: EmbeddedSlack
  let shell: ShellSession
  let pod: ChildProcess | undefined

  beforeAll(async () => {
    cloneTo(clone)
    slack = await startSlack({ rateLimits: 'off' })
    cluster.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      deployment('shop', 'web', { replicas: 2 }),
      volume,
    )
    const programs = join(folder, 'bin')
    mkdirSync(programs)
    const docker = join(programs, 'docker')
    writeFileSync(
      docker,
      `#!/bin/sh\nexec '${process.execPath}' '${join(process.cwd(), 'test/e2e/play-docker.ts')}' "$@"\n`,
    )
    chmodSync(docker, 0o755)
    shell = openShell(clone, {
      ...mine,
      PATH: `${programs}:${process.env['PATH'] ?? ''}`,
      KUBECONFIG,
      SLACK_API_URL: slack.apiUrl,
      DOCKER_IMAGE: join(folder, 'docker'),
      npm_config_prefer_offline: 'true',
      npm_config_fetch_retries: '5',
    })
  })

  afterAll(async () => {
    pod?.kill()
    await shell.close()
    await slack.stop()
    cluster.kubectl('delete', 'pv', volume.metadata.name, '--ignore-not-found', '--wait=false')
    cluster.kubectl('delete', 'namespace', 'shop', '--wait=false')
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(blocks)('line $line: $lines', async ({ language, lines }) => {
    const step = language === 'text' ? typeInSlack : follow
    await expect(
      (lines.startsWith('deckwatch run') ? runHere : step)(lines),
    ).resolves.toBeUndefined()
  })

  let isHere = false
  let seen = { replicas: '', mayBot: '' }

  test('what was typed was done as the person, by an account that may do nothing of it itself', () => {
    expect(seen).toEqual({ replicas: '3', mayBot: 'no' })
  })

  test('nothing is left of it', () => {
    expect(cluster.kubectl('get', 'clusterroles', '-o=name')).not.toContain('/deckwatch-')
    expect(cluster.kubectl('get', 'clusterrolebindings', '-o=name')).not.toContain('/deckwatch-')
  })

  async function typeInSlack(lines: string): Promise<void> {
    for (const line of lines.trim().split('\n')) {
      const act = () => slack.driver.say(people.bob, channels.shop, line)
      const said = saidBy(await lastWordOn(slack, line, act))
      expect(said).not.toMatch(/[⚠✕]|says no/)
    }
    if (isHere) await shell.interrupt()
    isHere = false
  }

  async function follow(lines: string): Promise<void> {
    if (lines.includes('delete -k')) await endPod()
    const token = lines.includes('SLACK_BOT_TOKEN') ? slack.botToken : slack.appToken
    await shell.paste(lines, lines.startsWith('read ') ? token : '')
    // Somebody else may have 8080 on this machine; the page says what to do then.
    if (lines.includes(' init '))
      appendFileSync(join(clone, 'installation/config/deckwatch.yaml'), 'health: { port: 0 }\n')
    if (lines.includes('apply -k')) pod = await startPod({ cluster, folder, slack })
  }

  async function runHere(lines: string): Promise<void> {
    shell.begin(lines)
    isHere = true
    await expect.poll(() => slack.socket.connections()).toBeGreaterThan(0)
  }

  async function endPod(): Promise<void> {
    const scaled = ['get', 'deploy/web', '-o=jsonpath={.spec.replicas}']
    const patch = [
      'auth',
      'can-i',
      'patch',
      'deploy',
      `--as=system:serviceaccount:deckwatch:deckwatch`,
    ]
    seen = {
      replicas: cluster.kubectl('-n', 'shop', ...scaled),
      mayBot: denied(() => cluster.kubectl('-n', 'shop', ...patch)),
    }
    pod?.kill('SIGTERM')
    if (pod) await once(pod, 'exit')
  }
})

/** `kubectl auth can-i` ends with 1 when it says no. */
function denied(ask: () => string): string {
  try {
    return ask().trim()
  } catch {
    return 'no'
  }
}
