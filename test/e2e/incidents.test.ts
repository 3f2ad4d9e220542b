import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { deployment } from '../support/sample-objects.ts'
import { saidBy } from '../support/whole-bot.ts'
import { answerTo, becomes, shown } from '../support/whole-screen.ts'
import { OTHERS, QUOTA } from './troubles/others.ts'
import { PODS } from './troubles/pods.ts'
import { containersOf, type Trouble } from './troubles/trouble.ts'
import { type Channel, onlyOne, startWatchStage, until, type WatchStage } from './watch-stage.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const PREFIX = `told-${Date.now().toString(36)}`
const [SHOP, REST, TIGHT] = [`${PREFIX}-shop`, `${PREFIX}-rest`, `${PREFIX}-tight`]
const { shop, platform, ops } = channels

/** Told with the revision that brought it, and taken back by a person. */
const ROLLOUT: Trouble = {
  what: 'a rollout that brings a crashing image',
  about: 'deployment/rollout',
  says: ['crashes (exit 1)', 'after revision 2', 'app web:1.4 → web:1.5', '3 of 3 available'],
  holds: 0,
  breaks({ cluster, namespace }) {
    const container = { name: 'app', image: 'web:1.5' }
    const metadata = { annotations: { 'test/behave': 'crash' } }
    const template = { metadata, spec: { containers: [container] } }
    const patch = JSON.stringify({ spec: { template } })
    cluster.kubectl('-n', namespace, 'patch', 'deployment/rollout', '-p', patch)
  },
  shows: containersOf('rollout', /CrashLoopBackOff/),
  mends: () => {},
}

const here = (namespace: string, where: Channel) => (trouble: Trouble) => ({
  ...trouble,
  namespace,
  where,
  whom: `${trouble.about} in ${namespace}`,
})

const ALL = [
  ...[...PODS, ROLLOUT].map(here(SHOP, shop)),
  ...OTHERS.map(here(REST, platform)),
  ...[QUOTA].map(here(TIGHT, platform)),
]
type Here = (typeof ALL)[number]
const AT_ONCE = ALL.filter(({ holds }) => holds === 0)
const HELD = ALL.filter(({ holds }) => holds > 0)
/** These end while there is no bot, the others before its eyes. */
const AWAY = ALL.filter((_, i) => i % 2 === 0)
const JOB = PODS.map(({ about }) => about).find((about) => about.startsWith('job/'))

describe.skipIf(!KUBECONFIG)('on a real control plane', () => {
  let stage: WatchStage

  beforeAll(async () => {
    const namespaces = { [SHOP]: shop, [REST]: platform, [TIGHT]: platform }
    stage = await startWatchStage({ kubeconfig: KUBECONFIG, namespaces })
    const { cluster } = stage
    cluster.apply(deployment(SHOP, 'rollout', { deadline: 5 }))
    cluster.kubectl('-n', SHOP, 'rollout', 'status', 'deploy/rollout', '--timeout=90s')
    for (const trouble of ALL) trouble.breaks({ cluster, namespace: trouble.namespace })
  })
  afterAll(() => stage.stop())

  const isShown = ({ namespace, shows }: Here) =>
    until(() => stage.cluster.kubectl('-n', namespace, ...shows.asked), shows.answer)
  const isTold = ({ where, whom, says }: Here) => shown(stage, where, whom, 'incident', ...says)
  const mend = (troubles: readonly Here[]) => {
    for (const { mends, namespace } of troubles) mends({ cluster: stage.cluster, namespace })
  }
  const cardOf = ({ where, whom }: Here) => onlyOne(stage.roots(where), whom)
  const everyRoot = () => [shop, platform].flatMap((where) => stage.roots(where))

  test.each(AT_ONCE)('$what is told at once', async (trouble) => {
    expect(saidBy(await isTold(trouble))).toContain(trouble.whom)
  })

  test('what must hold for minutes is told then and not before, also by a bot that starts meanwhile', async () => {
    await Promise.all(HELD.map(isShown))
    await stage.restart()

    const early = HELD.filter(({ holds }) => holds > 2).map(({ whom }) => whom)
    expect(everyRoot().filter((root) => early.some((whom) => saidBy(root).includes(whom)))).toEqual(
      [],
    )
    await stage.passUntil(Promise.all(HELD.map(isTold)))
  })

  test('a restart tells nothing anew', async () => {
    const before = everyRoot().map(({ ts }) => ts)

    // What is made from here on would have held for minutes from its first second.
    await stage.restart(() => stage.setRight())
    await stage.ask('bob', 'incidents', 'ops')

    expect(everyRoot().map(({ ts }) => ts)).toEqual(before)
    expect(before).toHaveLength(ALL.length)
    for (const trouble of ALL) expect(saidBy(cardOf(trouble))).not.toContain('is fine again')
  })

  test('whoever may is offered the way back by the message of the rollout, and takes it', async () => {
    const [rollout] = ALL.filter(({ about }) => about === ROLLOUT.about)
    if (!rollout) throw new Error('no rollout')
    const { bob } = people
    const { driver } = stage.slack
    const card = cardOf(rollout)
    const offered = await answerTo(stage, bob, () => driver.click(bob, card, 'Actions…'))
    const [label = ''] = /Roll back to 1 \([^)]*\)/.exec(saidBy(offered)) ?? []
    await driver.click(bob, offered, label)

    const change = await shown(stage, shop, '✓ Rolled back deployment/rollout')
    expect(saidBy(change)).toContain('app image web:1.5 → web:1.4')
  })

  test('what ends while no bot is there, or before its eyes, ends on the same message; what it may not watch stays', async () => {
    const cards = ALL.map((trouble) => ({ ...trouble, card: cardOf(trouble) }))
    await stage.restart(() => {
      stage.forbid('jobs')
      mend(AWAY)
    })
    mend(ALL.filter((trouble) => !AWAY.includes(trouble)))
    await Promise.all([SHOP, REST, TIGHT].map(isWell))

    const ended = cards
      .filter(({ about }) => about !== JOB)
      .map(({ card, whom }) => becomes(stage, card, `○ ${whom} is fine again`, 'lasted'))
    await stage.passUntil(Promise.all(ended))
    const [job] = cards.filter(({ about }) => about === JOB)
    expect(job && saidBy(cardOf(job))).not.toContain('is fine again')
    await shown(stage, ops, 'cluster/real does not let the bot watch all', 'jobs.batch')

    await stage.restart(() => stage.forbid())
    if (job) await becomes(stage, job.card, `○ ${job.whom} is fine again`)
  })

  /** Every pod runs and is ready, and none is on its way out. */
  const isWell = (namespace: string) => {
    const pod = '{.metadata.deletionTimestamp}{.status.phase} {.status.containerStatuses[*].ready} '
    const path = `{range .items[*]}${pod}{end}`
    return until(
      () => stage.cluster.kubectl('-n', namespace, 'get', 'pods', `-o=jsonpath=${path}`),
      /^(Running true )+$/,
    )
  }

  test('nothing was said beside one message for each', () => {
    const cards = ALL.map(cardOf)
    const strays = everyRoot().filter(({ ts }) => cards.every((card) => card.ts !== ts))

    expect(strays.map(saidBy)).toEqual([])
    expect(cards.map((card) => saidBy(card).slice(0, 1))).toEqual(ALL.map(() => '○'))
  })
})
