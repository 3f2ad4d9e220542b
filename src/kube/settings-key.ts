import type { Env } from '../core/env.ts'
import { fingerprint } from '../core/canonical.ts'
import { findAccess } from './credentials/find-access.ts'
import type { ClusterSettings } from './settings.ts'

/**
 * Another one when the settings, or what a kubeconfig that they name says of their context, changed. Credentials are in
 * it: it is for comparing, not for telling. The kubeconfig of the person at the terminal is left out: whoever chooses
 * another context there does not mean a bot that runs.
 */
export function settingsKey(settings: ClusterSettings, env: Env): string {
  if (settings.kubeconfig === undefined) return fingerprint({ settings })
  try {
    return fingerprint({ settings, access: findAccess(settings, env) })
  } catch (error) {
    return fingerprint({ settings, unusable: String(error) })
  }
}
