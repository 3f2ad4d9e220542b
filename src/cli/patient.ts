import type { Env } from '../core/env.ts'
import { adviseOn, type PolicyAdvice } from '../../rbac/policy/policy-advice.ts'
import type { Patient } from '../app/doctor/patient.ts'
import { type Config, loadConfig } from '../config/load.ts'
import { lookAtSecretFiles } from '../config/secret-files.ts'
import { ConfigError, UsageError } from '../core/errors.ts'
import { noMeter } from '../core/meter.ts'
import type { Log, Seams } from '../core/seams.ts'
import { text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { examineCluster } from '../kube/examination/examination.ts'
import { examineSlack } from '../slack/examination/examination.ts'
import { SlackSettings } from '../slack/settings.ts'
import { systemClock } from '../telemetry/system-seams.ts'
import type { Host } from './host.ts'
import { loadPolicy, type LoadedPolicy } from './load-policy.ts'
import { loadFiles } from './load-setup.ts'
import { podAround } from './pod-around.ts'
import { VERSION } from './version.ts'

type Asked = { readonly config: string; readonly cluster?: string }

/** All together may take so long. */
const PATIENCE_MS = 60_000

/** Reads everything that can be read, and goes on with what there is. Throws UsageError for an unknown cluster. */
export async function readPatient({ config: file, cluster }: Asked, host: Host): Promise<Patient> {
  const secrets = await lookAtSecretFiles(host.env)
  const { env } = secrets
  const setup = await problemsOf(() => loadFiles(file, env))
  const config = await attempt(() => loadConfig(file, env))
  const loaded = config && (await attempt(() => loadPolicy(config)))
  const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...stopOf(host)])
  const seams = { clock: systemClock, log: SILENT }
  return {
    ...seams,
    version: VERSION,
    nodeVersion: host.nodeVersion,
    configFile: file,
    pod: await podAround(env),
    config,
    policy: loaded?.policy,
    advice: config && loaded ? adviceOn(config, loaded) : [],
    problems: { setup, secretFiles: secrets.problems, secretWarnings: secrets.warnings },
    env,
    clusters: clustersOf(config, cluster).map((settings) => ({
      settings,
      open: () =>
        examineCluster(settings, { ...seams, meter: noMeter, env, version: VERSION }, signal),
    })),
    slack: slackOf(config, env, seams),
    signal,
  }
}

async function problemsOf(load: () => Promise<unknown>) {
  try {
    await load()
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.details
    throw error
  }
}

async function attempt<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof ConfigError) return undefined
    throw error
  }
}

function adviceOn(config: Config, { policy, source }: LoadedPolicy): readonly PolicyAdvice[] {
  const { users, email, usergroups } = config.identity
  const granted = [...Object.values(users), email, ...Object.values(usergroups)]
  return adviseOn(source, {
    grantedRoles: granted
      .flatMap(({ roles }) => roles)
      .filter((role) => policy.roles.includes(role)),
    mapped: email.enabled ? undefined : Object.keys(users),
  })
}

function clustersOf(config: Config | undefined, cluster: string | undefined) {
  const all = config?.clusters ?? []
  if (cluster === undefined || !config) return all
  const names = all.map(({ name }) => name)
  if (names.includes(cluster)) return all.filter(({ name }) => name === cluster)
  throw new UsageError('unknown-cluster', text`There is no cluster ${cluster}.`, {
    suggestions: nearest(cluster, names),
    hint: text`Known: ${names.join(', ')}.`,
  })
}

function slackOf(config: Config | undefined, env: Env, seams: Pick<Seams, 'clock' | 'log'>) {
  const botToken = env['SLACK_BOT_TOKEN']?.trim() ?? ''
  if (!botToken.startsWith('xoxb-') || /\s/.test(botToken)) return undefined
  const elsewhere = env['SLACK_API_URL']?.trim() ?? ''
  const given = elsewhere === '' ? {} : { apiUrl: elsewhere }
  const { apiUrl } = config?.slack ?? SlackSettings.catch(SlackSettings.parse({})).parse(given)
  return examineSlack({ ...seams, apiUrl, botToken })
}

/** In a test it may be aborted from the start, for commands that only run once. */
const stopOf = ({ stop }: Host) => (stop.aborted ? [] : [stop])

/** What goes wrong is told as a finding, not beside the findings. */
const SILENT: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  record() {},
  child: () => SILENT,
}
