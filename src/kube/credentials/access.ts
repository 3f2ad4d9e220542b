import { z } from 'zod'

const Bytes = z.string().nullish()

/** The `cluster` entry of a kubeconfig, as far as we use it; the rest goes to client-node untouched. */
export const ClusterEntry = z.looseObject({
  server: z.string(),
  'certificate-authority': Bytes,
  'certificate-authority-data': Bytes,
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'tls-server-name': Bytes,
  'proxy-url': Bytes,
})

const Variable = z.object({ name: z.string(), value: z.string() })

export const ExecEntry = z.looseObject({
  apiVersion: z.string().default('client.authentication.k8s.io/v1'),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(Variable).nullish(),
  provideClusterInfo: z.boolean().nullish(),
})

/** The `user` entry. */
export const UserEntry = z.looseObject({
  tokenFile: Bytes,
  exec: ExecEntry.nullish(),
  'client-certificate': Bytes,
  'client-key': Bytes,
})

export type ClusterEntry = z.infer<typeof ClusterEntry>
export type ExecEntry = z.infer<typeof ExecEntry>
export type UserEntry = z.infer<typeof UserEntry>

/** How to reach one API server and as whom, before any secret was read; all paths are absolute. */
export type Access = { readonly cluster: ClusterEntry; readonly user: UserEntry }
