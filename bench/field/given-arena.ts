import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Arena } from './arena.ts'
import { createAdmin } from './admin.ts'

const Named = z.object({ name: z.string() })
const Kubeconfig = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string().optional(),
        'insecure-skip-tls-verify': z.boolean().default(false),
      }),
    }),
  ]),
  users: z.array(Named.extend({ user: z.object({ token: z.string() }) })),
  contexts: z.array(Named.extend({ context: z.object({ user: z.string() }) })),
})
const Version = z.object({ major: z.string(), minor: z.string() })

/** A real API server: a kubeconfig with one cluster and the contexts `admin` and `bot`, both with tokens. */
export async function givenArena(file: string): Promise<Arena> {
  const text = readFileSync(file, 'utf8')
  const { clusters, users, contexts } = Kubeconfig.parse(parse(text))
  const { server: url, ...trust } = clusters[0].cluster
  const adminUser = contexts.find(({ name }) => name === 'admin')?.context.user
  const token = users.find(({ name }) => name === adminUser)?.user.token
  if (token === undefined) throw new Error(`${file} has no context admin with a token`)

  const ca = trust['certificate-authority-data']
  const tls = {
    rejectUnauthorized: !trust['insecure-skip-tls-verify'],
    ...(ca !== undefined && { ca: Buffer.from(ca, 'base64') }),
  }
  const admin = createAdmin({ url, token, tls })
  const { major, minor } = Version.parse(JSON.parse(await admin.read('/version')))
  return {
    about: `a Kubernetes ${major}.${minor} API server`,
    admin,
    scheduler: 'nobody',
    kubeconfig: (as) => text.replace(/^current-context:.*$/m, `current-context: ${as}`),
    stop: async () => {},
  }
}
