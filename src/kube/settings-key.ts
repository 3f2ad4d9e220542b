import { fingerprint } from '../core/canonical.ts'
import { type Env, findAccess } from './credentials/find-access.ts'
import type { ClusterSettings } from './settings.ts'

/**
 * Another one when the settings, or what the kubeconfig says of their context, changed. Credentials are in it: it is
 * for comparing, not for telling.
 */
export function settingsKey(settings: ClusterSettings, env: Env): string {
  try {
    return fingerprint({ settings, access: findAccess(settings, env) })
  } catch (error) {
    return fingerprint({ settings, unusable: String(error) })
  }
}
