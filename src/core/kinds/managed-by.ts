import type { KubeObject } from '../resource.ts'
import { code, type Text, text } from '../text.ts'

/** Who else writes to an object, going by the marks they leave on it. */
export type Manager = {
  readonly tool: 'argocd' | 'flux' | 'helm'
  /** e.g. `Argo CD application web`. */
  readonly name: Text
}

/** At most one: Flux's own Helm marks count as Flux. */
export function managerOf({ metadata }: KubeObject): Manager | undefined {
  const labels = metadata.labels ?? {}
  const annotations = metadata.annotations ?? {}
  const tracking = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0]
  const application = tracking ?? labels['argocd.argoproj.io/instance']
  if (application) return { tool: 'argocd', name: text`Argo CD application ${code(application)}` }

  const kustomization = labels['kustomize.toolkit.fluxcd.io/name']
  if (kustomization) return { tool: 'flux', name: text`Flux kustomization ${code(kustomization)}` }
  const fluxRelease = labels['helm.toolkit.fluxcd.io/name']
  if (fluxRelease) return { tool: 'flux', name: text`Flux Helm release ${code(fluxRelease)}` }

  const release = annotations['meta.helm.sh/release-name']
  if (release) return { tool: 'helm', name: text`Helm release ${code(release)}` }
  const isHelm = labels['app.kubernetes.io/managed-by'] === 'Helm'
  return isHelm ? { tool: 'helm', name: text`Helm` } : undefined
}
