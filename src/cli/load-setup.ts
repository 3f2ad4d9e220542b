import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Env } from '../core/env.ts'
import { commands } from '../../commands/index.ts'
import type { Policy } from '../../rbac/policy/create-policy.ts'
import { policyFor } from '../../rbac/policy/policy-for.ts'
import type { Setup } from '../app/setup.ts'
import { type Config, loadConfig, readText } from '../config/load.ts'
import { readSecretFiles } from '../config/secret-files.ts'
import { problemAt, readLoosely, readYaml } from '../config/yaml.ts'
import { ConfigError, type ConfigProblem } from '../core/errors.ts'
import { nearest } from '../core/words/suggest.ts'
import { loadPolicy } from './load-policy.ts'

/**
 * Reads the configuration, the policy it names and the secrets that lie in files. Throws ConfigError with the
 * problems of all of them at once.
 */
export async function loadSetup(file: string, env: Env): Promise<Setup> {
  const [files, secrets] = await Promise.allSettled([loadFiles(file, env), readSecretFiles(env)])
  if (files.status === 'fulfilled' && secrets.status === 'fulfilled')
    return { ...files.value, secrets: secrets.value }
  throw new ConfigError([files, secrets].flatMap(problemsOf))
}

/** Whatever is no problem of the operator's is thrown on. */
function problemsOf(read: PromiseSettledResult<unknown>): readonly ConfigProblem[] {
  if (read.status === 'fulfilled') return []
  if (read.reason instanceof ConfigError) return read.reason.details
  throw read.reason
}

/** The same without the secrets. */
export async function loadFiles(file: string, env: Env): Promise<Omit<Setup, 'secrets'>> {
  let config: Config
  try {
    config = await loadConfig(file, env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError([...error.details, ...(await policyProblems(file))])
  }
  const { policy, source } = await loadPolicy(config)
  await refuseUnknownRoles(file, config, policy)
  return { file, config, policy, document: source.value }
}

const Naming = z.object({ policy: z.string().min(1) })

/** What is wrong with the policy by itself, while the configuration does not say what there is. */
async function policyProblems(file: string): Promise<readonly ConfigProblem[]> {
  const named = readLoosely(await readText(file).catch(() => ''), Naming)
  if (!named) return []
  const policy = resolve(dirname(file), named.policy)
  try {
    const known = { commands: commands.map(({ name }) => name) }
    readYaml({ file: policy, text: await readText(policy) }, policyFor(known))
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.details
    throw error
  }
}

/** A mistyped role would be a right that somebody lacks without a word. */
async function refuseUnknownRoles(file: string, config: Config, { roles }: Policy): Promise<void> {
  const unknown = grants(config).flatMap(({ path, granted }) =>
    granted.flatMap((role, i) => (roles.includes(role) ? [] : [{ role, path: [...path, i] }])),
  )
  if (unknown.length === 0) return
  const source = { file, text: await readText(file) }
  throw new ConfigError(
    unknown.map(({ role, path }) => {
      const near = nearest(role, roles)
      const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'add it to its roles'
      return problemAt(source, path, `the policy has no role "${role}"; ${hint}`)
    }),
  )
}

function grants({ identity: { users, email, usergroups } }: Config) {
  const each = (
    key: string,
    all: Readonly<Record<string, { readonly roles: readonly string[] }>>,
  ) =>
    Object.entries(all).map(([id, { roles }]) => ({
      path: ['identity', key, id, 'roles'],
      granted: roles,
    }))
  return [
    ...each('users', users),
    { path: ['identity', 'email', 'roles'], granted: email.roles },
    ...each('usergroups', usergroups),
  ]
}
