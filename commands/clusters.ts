import type { ClusterHealth } from '../src/core/cluster.ts'
import { defineQuery } from '../src/core/command.ts'
import { bold, code, text } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'

const STATES = {
  reachable: 'reachable',
  unreachable: 'unreachable',
  'not-asked-yet': 'not asked yet',
} as const

/** `clusters`: which clusters there are, and how they are. */
export const clusters = defineQuery({
  name: 'clusters',
  aliases: ['cluster'],
  summary: 'List the clusters and say which one is meant here',
  parameters: {},
  examples: ['clusters'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk }) => {
    const all = desk.clusters()
    const down = all.filter(({ state }) => state === 'unreachable').length
    const count = down === 0 ? `${all.length}` : `${all.length}, ${down} unreachable`
    const rows = all.map((one) => [
      one.cluster === desk.meantHere ? `${one.cluster} (meant here)` : one.cluster,
      kindOf(one),
      STATES[one.state],
      one.version ?? '',
      remark(one),
    ])
    const columns = ['Cluster', 'Environment', 'State', 'Version', 'Remark']
    return {
      ...view(down === 0 ? 'plain' : 'attention', text`${bold('clusters')} · ${count}`, [
        { part: 'table', table: { columns, rows } },
      ]),
      ...(all.length > 1 && { footer: howToChoose(desk.meantHere) }),
    }
  },
})

const howToChoose = (meantHere: string | undefined) =>
  meantHere === undefined
    ? text`this channel has no default: add ${code('-c NAME')}`
    : text`another one with ${code('-c NAME')}`

const kindOf = ({ environment, production }: ClusterHealth): string =>
  production && environment !== 'production' ? `${environment}, production` : environment

const remark = ({ state, lastError, description }: ClusterHealth): string =>
  (state === 'unreachable' ? lastError : description) ?? ''
