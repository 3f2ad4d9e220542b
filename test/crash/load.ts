import { setTimeout as sleep } from 'node:timers/promises'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import type { Ack } from '../../playground/slack/delivery/delivery.ts'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import { channels, dmOf, people } from '../../playground/slack/workspace.ts'
import { adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { settled } from '../support/whole-stage.ts'
import type { Place } from './pods.ts'

/** One thing that somebody typed, and what came of it. */
export type Typed = {
  readonly words: string
  /** In its answer, and in no other. */
  readonly mark: string
  readonly kind: 'query' | 'rollout' | 'label'
  readonly at: number
  ack: Ack | undefined
  ackMs: number
}

export type Load = {
  readonly typed: readonly Typed[]
  /** Types no more; resolves once all of it was acknowledged, or was not. */
  stop(): Promise<void>
}

const PER_SECOND = 10
/** Rollouts to be followed, each of a deployment of its own. */
export const DEPLOYMENTS = 40

/** Labels are set as often. */
const TAGGED = 100

/** Deployments that are scaled once each, and some without pods that are labelled once each. */
export async function furnish({ prod }: Place): Promise<void> {
  const admin = adminOf(prod)
  for (let i = 0; i < DEPLOYMENTS; i++)
    await admin.create('shop/deployments', deployment(`roll-${i}`, 1))
  for (let i = 0; i < TAGGED; i++) await admin.create('shop/deployments', deployment(`tag-${i}`, 0))
  await admin.close()
  await settled(prod)
}

function deployment(name: string, replicas: number) {
  const labels = { app: name }
  const containers = [{ name: 'app', image: `shop/${name}:1.0.0` }]
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  }
}

/** Who says it, and where: a channel takes one message a second. */
const PLACES = [
  [people.bob, channels.shop.id],
  [people.alice, channels.ops.id],
  [people.bob, dmOf(people.bob)],
  [people.alice, dmOf(people.alice)],
  [people.hana, dmOf(people.hana)],
  [people.ivan, dmOf(people.ivan)],
  [people.olga, dmOf(people.olga)],
] as const

/** Ten commands a second: of ten, seven look, two begin a rollout that takes seconds, one sets a label. */
export function startLoad({ slack }: Place): Load {
  const typed: Typed[] = []
  const saying: Promise<void>[] = []
  const begun = performance.now()
  const over = new AbortController()
  const typing = (async () => {
    for (let i = 0; !over.signal.aborted; i++) {
      const one = compose(i)
      typed.push(one)
      saying.push(type(slack, one, i))
      // Against the clock, not after the last one: a busy machine must not make the load lighter.
      await sleep(Math.max(0, begun + (1000 / PER_SECOND) * (i + 1) - performance.now()))
    }
  })()
  return {
    typed,
    stop: async () => {
      over.abort()
      await typing
      await Promise.all(saying)
    },
  }
}

function compose(i: number): Typed {
  const common = { at: performance.now(), ack: undefined, ackMs: 0 }
  const round = Math.floor(i / PER_SECOND)
  const scaled = round * 2 + (i % PER_SECOND === 5 ? 1 : 0)
  if (i % 5 === 0 && scaled < DEPLOYMENTS) {
    const mark = `roll-${scaled}`
    return { ...common, kind: 'rollout', mark, words: `scale deploy/${mark} 2 -n shop -c prod-eu` }
  }
  if (i % PER_SECOND === 3) {
    const mark = `mark${i}x`
    const words = `label deploy/tag-${round % TAGGED} step=${mark} --overwrite -n shop -c prod-eu`
    return { ...common, kind: 'label', mark, words }
  }
  const mark = `mark${i}x`
  return { ...common, kind: 'query', mark, words: `get pods -l step=${mark} -n shop -c prod-eu` }
}

async function type(slack: EmbeddedSlack, one: Typed, i: number): Promise<void> {
  const [who, where] = PLACES[i % PLACES.length] ?? PLACES[0]
  const { acks } = await slack.driver.say(who, where, `/k8s ${one.words}`)
  one.ack = acks[0]
  one.ackMs = Math.round(performance.now() - one.at)
}

/** What the bot said to it: every message that holds its mark. */
export function answersTo({ slack }: Place, { mark }: Typed): readonly PageMessage[] {
  const whole = new RegExp(`\\b${mark}\\b(?!-)`, 'u')
  return slack.world.messages
    .all()
    .filter((one) => one.userId === people.deckwatch.id && whole.test(saidBy(one)))
}

/** Is it answered for good? A change is once its card says how it ended. */
export function isAnswered(place: Place, one: Typed): boolean {
  const answers = answersTo(place, one)
  return one.kind === 'query'
    ? answers.length > 0
    : answers.some((card) => saidBy(card).startsWith('✓'))
}

/** Resolves with what has no answer by then. */
export async function untilAnswered(
  place: Place,
  typed: readonly Typed[],
  patienceMs: number,
): Promise<readonly Typed[]> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const open = typed.filter((one) => one.ack?.acked === true && !isAnswered(place, one))
    if (open.length === 0 || performance.now() > deadline) return open
    await sleep(200)
  }
}
