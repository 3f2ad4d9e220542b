import { OWN_GROUP, type Subject } from '../../core/finding.ts'

/** Stands where the name of a cluster stands, for what is about none of them. */
export const ITSELF = 'deckwatch'

export const isOwn = ({ group }: Pick<Subject, 'group'>): boolean => group === OWN_GROUP

/** What the bot's own troubles are about: nothing that lies in a cluster. */
export const own = {
  cluster: (name: string) => subject('Cluster', 'clusters', name),
  watch: (cluster: string, name: string) =>
    ({
      ...subject('Watch', 'watches', name),
      uid: `${OWN_GROUP}/watch/${cluster}/${name}`,
    }) as const,
  clock: (than: string) => subject('Clock', 'clocks', than),
  channel: (id: string) => subject('Channel', 'channels', id),
  condition: (name: string) => subject('Condition', 'conditions', name),
  slack: () => subject('Slack', 'slacks', 'events'),
  alertmanager: () => subject('Alertmanager', 'alertmanagers', 'webhook'),
  deliveries: () => subject('Deckwatch', 'deckwatches', 'deliveries'),
}

const subject = (kind: string, resource: string, name: string): Subject => ({
  group: OWN_GROUP,
  resource,
  kind,
  name,
  uid: `${OWN_GROUP}/${kind.toLowerCase()}/${name}`,
})
