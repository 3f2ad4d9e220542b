import type { World } from '../../../host/page-wire.ts'
import type { WorkloadCard } from '../../../cluster/page-model.ts'
import { agreeing, asking, type Step } from './step.ts'

/** The tour: the road of a change, approval, trouble, the wires. It waits for the person at every step. */
export function tourSteps(world: World): readonly Step[] {
  const play = { slash: world.slack.slashCommand, ...playWorkload(world) }
  return [
    ...lookAndChange(play),
    ...beRefused(play),
    ...approve(play),
    ...takeBack(play),
    ...breakAndMend(play),
    lookAtTraffic,
  ]
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

const approve = ({ slash, namespace, name, desired }: Play): readonly Step[] => [
  asking({
    id: 'request',
    title: 'Ask for a big change',
    text: `More than double in production asks two of platform and one owner of ${namespace}. As Bob, say what you want and why; a card appears, and everybody who may agree is told directly.`,
    offer: {
      as: 'bob',
      words: `${slash} scale deploy/${name} ${desired * 3 + 3} -n ${namespace} --reason "the sale starts at six"`,
    },
    counts: ['scale'],
  }),
  agreeing({
    id: 'vote',
    title: 'Agree as Alice',
    text: 'Alice has a direct message. Press her name under “Waiting for others”, read the card, and approve it. Bob himself could not.',
    target: '[data-tour=inboxes]',
    who: ['alice'],
  }),
  {
    id: 'restart',
    title: 'Restart the bot',
    text: 'The request and the vote are in the store, not in memory. Restart the bot; the card is still there, and still works.',
    target: '[data-tour=bot]',
    pane: 'chat',
    done: ({ deeds }) => deeds.some(({ deed }) => deed === 'turned'),
  },
  {
    id: 'drift',
    title: 'Change it behind their back',
    text: `Votes are for one plan. At the cluster, open Break beside ${name} and let somebody with kubectl change the image.`,
    target: `[data-tour="break ${namespace}/${name}"]`,
    pane: 'cluster',
    done: ({ deeds }) =>
      deeds.some((one) => one.deed === 'broke' && one.action.action.startsWith('drift')),
  },
  agreeing({
    id: 'void',
    title: 'See the votes fall',
    text: 'Be Hana and approve the same card. The bot notices that the object is another one by now: the votes are void, and the new plan asks again beside the old.',
    target: '[data-tour=inboxes]',
    who: ['hana'],
  }),
  agreeing({
    id: 'agree',
    title: 'Agree to the new plan',
    text: 'Now Alice, Hana and Olga approve the new plan. With the last vote it is checked once more, made as Bob, and followed to its verdict.',
    target: '[data-tour=inboxes]',
    who: ['alice', 'hana', 'olga'],
  }),
]

const takeBack = ({ slash, namespace, name }: Play): readonly Step[] => [
  asking({
    id: 'undo',
    title: 'Take it back',
    text: 'Every change can be undone from what was read before it. An undo is a plan like any other, with the same checks.',
    offer: { as: 'bob', words: `${slash} undo` },
    counts: ['undo'],
  }),
  asking({
    id: 'audit',
    title: 'Read who did what',
    text: 'Request, votes, decision, intent, outcome and undo are on record; nobody can rewrite it unseen.',
    offer: { as: 'alice', words: `${slash} audit deploy/${name} -n ${namespace}` },
    counts: ['audit'],
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
  {
    id: 'incident',
    title: 'Be told of it',
    text: 'Be Alice and open #ops. Within a minute one message tells of it: what is wrong, since when, which pods, the likely cause, what to do next. While it lasts that message is edited; nothing is repeated.',
    target: '[data-tour="channel ops"]',
    pane: 'chat',
    done: ({ world }) => isTold(world, 'incident '),
  },
  agreeing({
    id: 'acknowledge',
    title: 'Take it on',
    text: 'As Alice, press Acknowledge: everybody sees who looks after it. Its buttons are words like any others, and whoever presses one is judged for them. Details are in the thread below.',
    target: '[data-tour="channel ops"]',
    who: ['alice'],
  }),
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
  {
    id: 'over',
    title: 'See it end',
    text: 'Look at #ops again. A minute after the pods are well the same message says that it is over, and how long it lasted. (Afterwards try Lose beside a node, or Storm: what belongs together is told together.)',
    target: '[data-tour="channel ops"]',
    pane: 'chat',
    done: ({ world }) => isTold(world, 'is fine again'),
  },
]

const isTold = ({ slack }: World, words: string): boolean =>
  slack.messages.some(
    ({ from, blocks }) => from === 'bot' && JSON.stringify(blocks).includes(words),
  )

const lookAtTraffic: Step = {
  id: 'traffic',
  title: 'See what went over the wire',
  text: 'Open Traffic: every call to Slack, and every request to Kubernetes with the user it was made as.',
  target: '[data-tour=traffic]',
  pane: 'traffic',
  done: ({ deeds }) => deeds.some(({ deed }) => deed === 'looked'),
}
