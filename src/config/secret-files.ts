import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'
import { fileReason } from './file-reason.ts'
import { readWhole } from './read-file.ts'
import { isOnReadOnlyMount } from './read-only-mount.ts'

/** Every environment variable that holds a secret; each may be given as `NAME_FILE=/path` instead. */
export const SECRET_NAMES = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DATABASE_URL',
  'DECKWATCH_ALERTMANAGER_TOKEN',
  'DECKWATCH_DEADMAN_URL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
] as const
export type SecretName = (typeof SECRET_NAMES)[number]

/** The environment with the secrets that files hold in it, as if they had been variables. */
export type Secrets = {
  readonly env: Env
  /** The file that each came from, for those that came from one. */
  readonly files: Readonly<Partial<Record<SecretName, string>>>
  /** What works and should be put right all the same. */
  readonly warnings: readonly string[]
}

/** Reads the secrets that lie in files, trimmed. Throws ConfigError that names every variable and path at fault. */
export async function readSecretFiles(env: Env): Promise<Secrets> {
  const { problems, ...secrets } = await lookAtSecretFiles(env)
  if (problems.length > 0) throw new ConfigError(problems)
  return secrets
}

/** The same, going on with those that can be read: what is wrong with the others is told beside them. */
export async function lookAtSecretFiles(
  env: Env,
): Promise<Secrets & { readonly problems: readonly string[] }> {
  const named = SECRET_NAMES.flatMap((name) => {
    const file = env[`${name}_FILE`]?.trim() ?? ''
    return file === '' ? [] : [{ name, file, isDouble: (env[name]?.trim() ?? '') !== '' }]
  })
  const read = await Promise.all(named.map(readOne))
  const held = read.flatMap(({ name, secret }) =>
    secret === undefined ? [] : [[name, secret] as const],
  )
  return {
    env: { ...env, ...Object.fromEntries(held) },
    files: Object.fromEntries(read.map(({ name, file }) => [name, file])),
    warnings: read.flatMap(({ warning }) => warning ?? []),
    problems: read.flatMap(({ problem }) => problem ?? []),
  }
}

type Named = { readonly name: SecretName; readonly file: string; readonly isDouble: boolean }
type Read = Named & {
  readonly secret?: string
  readonly problem?: string
  readonly warning?: string
}

const MOST_BYTES = 65_536
const OTHERS_MAY_READ = 0o004

async function readOne(named: Named): Promise<Read> {
  const { name, file, isDouble } = named
  const wrong = (what: string): Read => ({ ...named, problem: `${name}_FILE: ${file}: ${what}` })
  if (isDouble) return { ...named, problem: `${name} and ${name}_FILE are both set: keep one.` }
  try {
    const { text, isOpen } = await readSecret(file)
    const secret = text.trim()
    if (secret === '') return wrong('is empty')
    const warning = `${name}_FILE: ${file}: everybody on this machine may read it; take that right away (chmod o-r)`
    return { ...named, secret, ...(isOpen && { warning }) }
  } catch (error) {
    return wrong(`cannot be read: ${fileReason(error)}`)
  }
}

async function readSecret(file: string): Promise<{ text: string; isOpen: boolean }> {
  const { bytes, about } = await readWhole(file, MOST_BYTES)
  const isForOthers = (about.mode & OTHERS_MAY_READ) !== 0
  return {
    text: bytes.toString('utf8'),
    isOpen: isForOthers && !(await isOnReadOnlyMount(file)),
  }
}
