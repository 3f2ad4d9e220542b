import { readFileSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Env } from '../../core/env.ts'
import type { ClusterSettings } from '../settings.ts'
import { type Access, ClusterEntry, UserEntry } from './access.ts'

const entries = z
  .array(z.looseObject({ name: z.string() }))
  .nullish()
  .transform((found) => found ?? [])
const File = z.looseObject({
  'current-context': z.string().nullish(),
  contexts: entries,
  clusters: entries,
  users: entries,
})
const ContextEntry = z.looseObject({ cluster: z.string(), user: z.string().nullish() })

type Entry = { readonly folder: string; readonly value: unknown }
type Section = 'contexts' | 'clusters' | 'users'
type Kubeconfig = {
  readonly current: string
  names(section: Section): readonly string[]
  find(section: Section, name: string): Entry
}

/**
 * Reads only the one context that is asked for, so that a broken neighbour in the same file harms nobody. Files
 * are merged as kubectl does: the first one that names a thing wins, paths are relative to the file they are in.
 */
export function readKubeconfig(
  settings: Pick<ClusterSettings, 'kubeconfig' | 'context'>,
  env: Env,
): Access {
  const config = merge(kubeconfigPaths(settings, env))
  const context = ContextEntry.parse(
    config.find('contexts', settings.context ?? config.current).value,
  )
  const cluster = config.find('clusters', context.cluster)
  const user = context.user ? config.find('users', context.user) : { folder: '.', value: {} }
  return {
    cluster: absoluteCluster(ClusterEntry.parse(cluster.value), cluster.folder),
    user: absoluteUser(readUser(user.value), user.folder),
  }
}

/** Names of the contexts there are, the current one first; none where there is no kubeconfig that can be read. */
export function kubeconfigContexts(env: Env): readonly string[] {
  try {
    const { current, names } = merge(kubeconfigPaths({}, env))
    const all = names('contexts')
    return [...all.filter((name) => name === current), ...all.filter((name) => name !== current)]
  } catch {
    return []
  }
}

function kubeconfigPaths(settings: Pick<ClusterSettings, 'kubeconfig'>, env: Env): string[] {
  if (settings.kubeconfig) return [settings.kubeconfig]
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '')
  if (listed.length > 0) return listed
  if (env['HOME']) return [join(env['HOME'], '.kube', 'config')]
  throw new Error('no kubeconfig: set KUBECONFIG, kubeconfig or inCluster')
}

function merge(paths: readonly string[]): Kubeconfig {
  const files = paths.map((path) => ({ folder: dirname(resolve(path)), content: readFile(path) }))
  const current = files.find(({ content }) => content['current-context'])
  return {
    current: current?.content['current-context'] ?? '',
    names: (section) => [
      ...new Set(files.flatMap(({ content }) => content[section].map(({ name }) => name))),
    ],
    find(section, name) {
      const known = files.flatMap(({ folder, content }) =>
        content[section].map((entry) => ({ folder, entry })),
      )
      const found = known.find(({ entry }) => entry.name === name)
      if (found) return { folder: found.folder, value: found.entry[section.slice(0, -1)] ?? {} }
      const names = known.map(({ entry }) => entry.name).join(', ')
      throw new Error(
        `${paths.join(delimiter)} has no ${section.slice(0, -1)} "${name}" (${names || 'none'})`,
      )
    },
  }
}

function readFile(path: string): z.infer<typeof File> {
  const parsed = File.safeParse(parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${path} is not a kubeconfig: ${z.prettifyError(parsed.error)}`)
}

function readUser(value: unknown): UserEntry {
  const user = UserEntry.parse(value)
  // Kubernetes knows one impersonation per call, and that one is the person's.
  if (user['as'] !== undefined) throw new Error('the kubeconfig user has `as`; remove it')
  const { 'token-file': tokenFile, ...rest } = user // client-node's own spelling, read once there
  return typeof tokenFile === 'string' ? { ...rest, tokenFile: rest.tokenFile ?? tokenFile } : rest
}

function absoluteCluster(cluster: ClusterEntry, folder: string): ClusterEntry {
  const ca = cluster['certificate-authority']
  return ca ? { ...cluster, 'certificate-authority': resolve(folder, ca) } : cluster
}

function absoluteUser(user: UserEntry, folder: string): UserEntry {
  const at = (path: string | null | undefined) => (path ? resolve(folder, path) : undefined)
  const command = user.exec?.command
  const isPath = command !== undefined && command.includes(sep) && !isAbsolute(command)
  return {
    ...user,
    tokenFile: at(user.tokenFile),
    'client-certificate': at(user['client-certificate']),
    'client-key': at(user['client-key']),
    exec: user.exec && isPath ? { ...user.exec, command: resolve(folder, command) } : user.exec,
  }
}
