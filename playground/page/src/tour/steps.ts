import type { World } from '../../../host/page-wire.ts'
import type { WorkloadCard } from '../../../cluster/page-model.ts'
import { asking, type Step } from './step.ts'

/** The tour: the road of a change, then trouble, then the wires. It waits for the person at every step. */
export function tourSteps(world: World): readonly Step[] {
  const play = { slash: world.slack.slashCommand, ...playWorkload(world) }
  return [...lookAndChange(play), ...beRefused(play), ...breakAndMend(play), lookAtTraffic]
}

type Play = Pick<WorkloadCard, 'namespace' | 'name' | 'desired'> & { readonly slash: string }

/** The deployment the tour plays with: `web` in `shop`, else the first there is. */
function playWorkload(world: World): Omit<Play, 'slash'> {
  const all = world.clusters[0]?.workloads.filter(({ kind }) => kind === 'Deployment') ?? []
  const web = all.find(({ namespace, name }) => namespace === 'shop' && name === 'web')
  return web ?? all[0] ?? { namespace: 'default', name: 'web', desired: 2 }
}

const lookAndChange = ({ slash, namespace, name, desired }: Play): readonly Step[] => [
  asking({
    id: 'ask',
    title: 'Ask as Carol',
    text: `Carol may only look. Be Carol, ask for the pods in ${namespace}, and press Enter. The answer is only visible to her.`,
    offer: { as: 'carol', words: `${slash} get pods -n ${namespace}` },
    counts: ['get pod'],
  }),
  asking({
    id: 'scale',
    title: 'Scale as Bob',
    text: `Bob looks after ${namespace}. The bot makes a plan, asks the policy and the cluster whether he may, applies it as Bob, and follows it until the pods are ready.`,
    offer: { as: 'bob', words: `${slash} scale deploy/${name} ${desired + 1} -n ${namespace}` },
    counts: ['scale'],
  }),
]

const beRefused = ({ slash, namespace, name, desired }: Play): readonly Step[] => [
  asking({
    id: 'refused',
    title: 'Be refused',
    text: 'Now try the same as Carol. Nothing is written; the answer names who said no.',
    offer: { as: 'carol', words: `${slash} scale deploy/${name} ${desired + 2} -n ${namespace}` },
    counts: ['scale'],
  }),
  asking({
    id: 'why',
    title: 'Ask why',
    text: 'Every refusal can be explained: the rule, its reason, and whom to ask.',
    offer: { as: 'carol', words: `${slash} why` },
    counts: ['why'],
  }),
]

const breakAndMend = ({ slash, namespace, name }: Play): readonly Step[] => [
  {
    id: 'break',
    title: 'Break something',
    text: `At the cluster, open Break beside ${name} and roll out a bad image, or make it crash.`,
    target: `[data-tour="break ${namespace}/${name}"]`,
    pane: 'cluster',
    done: ({ deeds }) => deeds.some(({ deed }) => deed === 'broke'),
  },
  asking({
    id: 'look',
    title: 'Find out what is wrong',
    text: 'As Bob, let the bot describe it: the state of the pods, their events, who owns them. Logs work too.',
    offer: { as: 'bob', words: `${slash} describe deploy/${name} -n ${namespace}` },
    counts: ['describe', 'logs'],
  }),
  asking({
    id: 'mend',
    title: 'Put it right',
    text: 'Roll back to the revision before. The live message follows the rollout to its verdict. (After a crash, Mend at the cluster helps.)',
    offer: { as: 'bob', words: `${slash} rollback deploy/${name} -n ${namespace}` },
    counts: ['rollback', 'restart'],
  }),
]

const lookAtTraffic: Step = {
  id: 'traffic',
  title: 'See what went over the wire',
  text: 'Open Traffic: every call to Slack, and every request to Kubernetes with the user it was made as.',
  target: '[data-tour=traffic]',
  pane: 'traffic',
  done: ({ deeds }) => deeds.some(({ deed }) => deed === 'looked'),
}
