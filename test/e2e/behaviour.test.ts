import { readFileSync } from 'node:fs'
import { describe } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { describeCluster } from '../behaviour/cluster-behaviour.ts'
import { controlPlane, heartbeat } from '../support/control-plane.ts'

const path = process.env['DECKWATCH_E2E_KUBECONFIG']

const Kubeconfig = z.looseObject({
  clusters: z.tuple([z.looseObject({ cluster: z.looseObject({ server: z.string() }) })]),
  users: z.array(z.looseObject({ name: z.string(), user: z.looseObject({ token: z.string() }) })),
})

// No bot runs here, so none of its rights are used or missing: the suite asks as an administrator, and as people whom the
// administrator impersonates, whether the embedded cluster does what a real one does. `bot` is an account without rights.
if (path === undefined) describe.skip('the real control plane', () => undefined)
else
  describeCluster('the real control plane', async () => {
    const { clusters, users } = Kubeconfig.parse(parse(readFileSync(path, 'utf8')))
    const token = (name: string) => users.find((one) => one.name === name)?.user.token ?? ''
    return {
      url: clusters[0].cluster.server,
      admin: token('admin'),
      bot: token('bot'),
      heartbeat: async (node, how) => heartbeat(controlPlane(path), node, how),
      close: async () => undefined,
    }
  })
