import type { Subject } from '../../core/finding.ts'

/** No API group has a name like this: those of the bot's own troubles cannot be mistaken for objects of a cluster. */
const GROUP = 'deckwatch'

/** Stands where the name of a cluster stands, for what is about none of them. */
export const ITSELF = 'deckwatch'

export const isOwn = ({ group }: Pick<Subject, 'group'>): boolean => group === GROUP

/** What the bot's own troubles are about: nothing that lies in a cluster. */
export const own = {
  cluster: (name: string) => subject('Cluster', 'clusters', name),
  watch: (cluster: string, name: string) =>
    ({ ...subject('Watch', 'watches', name), uid: `${GROUP}/watch/${cluster}/${name}` }) as const,
  clock: (than: string) => subject('Clock', 'clocks', than),
  channel: (id: string) => subject('Channel', 'channels', id),
  condition: (name: string) => subject('Condition', 'conditions', name),
  slack: () => subject('Slack', 'slacks', 'events'),
  alertmanager: () => subject('Alertmanager', 'alertmanagers', 'webhook'),
  deliveries: () => subject('Deckwatch', 'deckwatches', 'deliveries'),
}

const subject = (kind: string, resource: string, name: string): Subject => ({
  group: GROUP,
  resource,
  kind,
  name,
  uid: `${GROUP}/${kind.toLowerCase()}/${name}`,
})
