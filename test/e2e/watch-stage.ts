import { setTimeout as sleep } from 'node:timers/promises'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { botAccount } from '../support/bot-account.ts'
import { type ControlPlane, controlPlane } from '../support/control-plane.ts'
import { binding, clusterRole, deployment } from '../support/sample-objects.ts'
import { saidBy, startWholeBot, type WholeBot } from '../support/whole-bot.ts'
import { type MovableClock, movableClock } from '../support/whole-clock.ts'
import { PATIENCE_MS } from '../support/patience.ts'

export type Channel = { readonly id: string }

/** The whole bot watches a real cluster, with the rights that `deckwatch rbac` prints and no others. */
export type WatchStage = WholeBot & {
  readonly cluster: ControlPlane
  /**
   * Lets time go by, half a minute a second, until this is done: for what has to hold, not for the watches. Each time
   * `touch` changes what the bot would look at only after a while.
   */
  passUntil<T>(done: Promise<T>, touch?: () => void): Promise<T>
  /** The bot's clock tells the true time again. */
  setRight(): void
  /** What nobody asked for: messages in a channel that everybody sees, no replies, no cards of changes. */
  roots(where: Channel): readonly PageMessage[]
  /** Takes the rights on these resources away from the bot, or gives all of them back. */
  forbid(...resources: readonly string[]): void
}

type Options = {
  readonly kubeconfig: string
  /** Namespaces of the test, made here; nodes are told in #alarms, everything else in #ops. */
  readonly namespaces: Readonly<Record<string, Channel>>
}

export async function startWatchStage({ kubeconfig, namespaces }: Options): Promise<WatchStage> {
  const cluster = controlPlane(kubeconfig)
  const names = Object.keys(namespaces)
  const prefix = names[0] ?? ''
  const elsewhere = `${prefix}-elsewhere`
  cluster.apply(
    ...names.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    clusterRole(
      `${prefix}-devs`,
      { apiGroups: [''], resources: ['*'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps', 'batch', 'autoscaling'], resources: ['*'], verbs: ['*'] },
    ),
    binding(`${prefix}-devs`, { kind: 'Group', name: 'devs' }),
  )
  const config = configFor(namespaces)
  const account = botAccount({ kubeconfig, namespace: prefix, config })
  cluster.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: elsewhere } },
    deployment(elsewhere, 'metronome', { replicas: 1, behave: 'crash' }),
  )
  const clock = movableClock(1)
  const whole = await startWholeBot({
    config,
    files: { 'real.kubeconfig': account.kubeconfig },
    clock,
  })
  return {
    ...whole,
    ...passing(clock, () => tick(cluster, elsewhere)),
    cluster,
    forbid: account.forbid,
    roots: ({ id }) =>
      whole.slack
        .snapshot()
        .messages.filter(
          ({ channelId, from, onlyFor, threadTs, ts, metadata }) =>
            channelId === id &&
            from === 'bot' &&
            onlyFor === undefined &&
            (threadTs === undefined || threadTs === ts) &&
            !JSON.stringify(metadata ?? '').includes('plan/'),
        ),
    async stop() {
      await whole.stop()
      cluster.kubectl('delete', 'namespace', ...names, elsewhere, '--wait=false')
      account.remove()
      cluster.kubectl('delete', 'clusterrole,clusterrolebinding', `${prefix}-devs`)
    },
  }
}

const STEP_MS = 30_000

function passing(
  clock: MovableClock,
  wake: () => void,
): Pick<WatchStage, 'passUntil' | 'setRight'> {
  let ahead = 0
  const pass = (ms: number) => {
    clock.move(ms)
    ahead += ms
  }
  return {
    setRight: () => pass(-ahead),
    async passUntil(done, touch = () => {}) {
      const timer = setInterval(() => {
        pass(STEP_MS)
        touch()
        wake()
      }, 1000)
      try {
        return await done
      } finally {
        clearInterval(timer)
      }
    },
  }
}

/** Changes something that is told, whatever: the bot looks at its clock then. */
function tick(cluster: ControlPlane, namespace: string): void {
  const at = `test/at=${Date.now()}`
  cluster.kubectl('-n', namespace, 'annotate', 'pods', '-l', 'app=metronome', at, '--overwrite')
}

const configFor = (namespaces: Options['namespaces']) => `
clusters:
  - {name: real, environment: test, kubeconfig: real.kubeconfig, context: bot}
channels:
  ${channels.shop.id}: {cluster: real}
  ${channels.platform.id}: {cluster: real}
  ${channels.ops.id}: {cluster: real}
  ${channels.alarms.id}: {cluster: real}
identity:
  users:
    ${people.bob.id}: {user: bob, groups: [devs]}
    ${people.alice.id}: {user: alice, groups: [devs]}
policy: policy.yaml
health: {port: 0}
notifications:
  channel: ${channels.ops.id}
  routes:
    - {detectors: [node-*], channel: ${channels.alarms.id}}
${Object.entries(namespaces)
  .map(([name, { id }]) => `    - {namespaces: [${name}], channel: ${id}}`)
  .join('\n')}
limits: {perUser: {burst: 500, perSecond: 100}, total: {burst: 500, perSecond: 100}}
`

/** Resolves once kubectl answers so. */
export async function until(ask: () => string, answer: RegExp): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const said = ask()
    if (answer.test(said)) return
    if (performance.now() > deadline) throw new Error(`never ${answer}: ${said}`)
    await sleep(500)
  }
}

/** The one message about this, and none beside it. */
export function onlyOne(roots: readonly PageMessage[], about: string): PageMessage {
  const found = roots.filter((message) => saidBy(message).includes(`${about} `))
  const [message] = found
  if (!message || found.length > 1)
    throw new Error(`${found.length} messages about ${about}:\n${roots.map(saidBy).join('\n')}`)
  return message
}
