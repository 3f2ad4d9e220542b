import type { World } from '../../../host/page-wire.ts'
import type { WorkloadCard } from '../../../cluster/page-model.ts'
import type { Deed, Pane } from '../shell/desk.ts'

/** What a step may look at to know that it is done. */
export type Seen = {
  readonly world: World
  /** What the person did since the step began. */
  readonly deeds: readonly Deed[]
}

export type Step = {
  readonly id: string
  readonly title: string
  readonly text: string
  /** CSS selector of what the step points at, and the pane it is in. */
  readonly target: string
  readonly pane: Pane
  /** Sets the person and the words up; pressing Enter stays with the person. */
  readonly offer?: { readonly as: string; readonly words: string }
  readonly done: (seen: Seen) => boolean
}

/** The tour, for the workload it plays with. Steps wait for the person. */
export function tourSteps(world: World): readonly Step[] {
  const { namespace, name, desired } = playWorkload(world)
  const slash = world.slack.slashCommand
  const it = `deploy/${name}`
  const say = (words: string) => `${slash} ${words} -n ${namespace}`
  const composer = { target: '[data-tour=composer]', pane: 'chat' as const }
  return [
    {
      id: 'ask',
      title: 'Ask as Carol',
      text: `Carol may only look. Be Carol, ask for the pods in ${namespace}, and press Enter. The answer is only visible to her.`,
      ...composer,
      offer: { as: 'carol', words: say('get pods') },
      done: answered('carol', 'get pods'),
    },
    {
      id: 'scale',
      title: 'Scale as Bob',
      text: `Bob looks after ${namespace}. The bot makes a plan, asks the policy and the cluster whether he may, applies it as Bob, and follows it until the pods are ready.`,
      ...composer,
      offer: { as: 'bob', words: say(`scale ${it} ${desired + 1}`) },
      done: answered('bob', 'scale'),
    },
    {
      id: 'refused',
      title: 'Be refused',
      text: 'Now try the same as Carol. Nothing is written; the answer names who said no.',
      ...composer,
      offer: { as: 'carol', words: say(`scale ${it} ${desired + 3}`) },
      done: answered('carol', 'scale'),
    },
    {
      id: 'why',
      title: 'Ask why',
      text: 'Every refusal can be explained: the rule, its reason, and whom to ask.',
      ...composer,
      offer: { as: 'carol', words: `${slash} why` },
      done: answered('carol', 'why'),
    },
    {
      id: 'break',
      title: 'Break something',
      text: `At the cluster, open Break beside ${name} and roll out a bad image, or make it crash.`,
      target: `[data-tour="break ${namespace}/${name}"]`,
      pane: 'cluster',
      done: ({ deeds }) => deeds.some(({ deed }) => deed === 'broke'),
    },
    {
      id: 'look',
      title: 'Find out what is wrong',
      text: 'As Bob, let the bot describe it: the state of the pods, their events, who owns them. Logs work too.',
      ...composer,
      offer: { as: 'bob', words: say(`describe ${it}`) },
      done: (seen) => answered('bob', 'describe')(seen) || answered('bob', 'logs')(seen),
    },
    {
      id: 'mend',
      title: 'Put it right',
      text: 'Roll back to the revision before. The live message follows the rollout to its verdict. (After a crash, Mend at the cluster helps.)',
      ...composer,
      offer: { as: 'bob', words: say(`rollback ${it}`) },
      done: (seen) => answered('bob', 'rollback')(seen) || answered('bob', 'restart')(seen),
    },
    {
      id: 'traffic',
      title: 'See what went over the wire',
      text: 'Open Traffic: every call to Slack, and every request to Kubernetes with the user it was made as.',
      target: '[data-tour=traffic]',
      pane: 'traffic',
      done: ({ deeds }) => deeds.some(({ deed }) => deed === 'looked'),
    },
  ]
}

/** The deployment the tour plays with: `web` in `shop`, else the first there is. */
export function playWorkload(world: World): Pick<WorkloadCard, 'namespace' | 'name' | 'desired'> {
  const all = world.clusters[0]?.workloads.filter(({ kind }) => kind === 'Deployment') ?? []
  const web = all.find(({ namespace, name }) => namespace === 'shop' && name === 'web')
  return web ?? all[0] ?? { namespace: 'default', name: 'web', desired: 2 }
}

/** Somebody said words with `part` in them, and the bot said something after. */
function answered(who: string, part: string) {
  return ({ world, deeds }: Seen): boolean =>
    deeds.some(
      (deed) =>
        deed.deed === 'said' &&
        deed.who === who &&
        deed.text.includes(part) &&
        world.slack.messages.some((one) => one.from !== 'user' && Number(one.ts) * 1000 > deed.at),
    )
}
