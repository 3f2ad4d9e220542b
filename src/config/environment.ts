import { resolve } from 'node:path'
import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'
import { SlackSettings } from '../slack/settings.ts'
import type { Settings } from './settings.ts'

/**
 * The settings with what the environment says instead: Slack's address, and two things that let a file made for a
 * pod be tried elsewhere. Throws ConfigError that names the variable.
 */
export function withEnvironment(settings: Settings, env: Env): Settings {
  const said = (name: string) => env[name]?.trim() ?? ''
  return [
    withApiUrl(said('SLACK_API_URL')),
    withContext(said('DECKWATCH_CONTEXT')),
    withStorePath(said('DECKWATCH_STORE_PATH')),
  ].reduce((so, change) => change(so), settings)
}

type Change = (settings: Settings) => Settings

const ApiUrl = SlackSettings.shape.apiUrl

const withApiUrl =
  (apiUrl: string): Change =>
  (settings) => {
    if (apiUrl === '') return settings
    const read = ApiUrl.safeParse(apiUrl)
    if (read.success) return { ...settings, slack: { ...settings.slack, apiUrl: read.data } }
    throw new ConfigError([
      `SLACK_API_URL is ${JSON.stringify(apiUrl)}, expected an http or https URL`,
    ])
  }

/** The cluster that a pod is in, reached from elsewhere through a context of the kubeconfig. */
const withContext =
  (context: string): Change =>
  (settings) => {
    if (context === '') return settings
    if (!settings.clusters.some(({ inCluster }) => inCluster))
      throw new ConfigError([
        'DECKWATCH_CONTEXT is set, but no cluster has inCluster: there is nothing that it could replace',
      ])
    const clusters = settings.clusters.map(({ inCluster, ...rest }) =>
      inCluster ? { ...rest, context } : rest,
    )
    return { ...settings, clusters }
  }

const withStorePath =
  (path: string): Change =>
  (settings) =>
    path === '' ? settings : { ...settings, store: { ...settings.store, path: resolve(path) } }
