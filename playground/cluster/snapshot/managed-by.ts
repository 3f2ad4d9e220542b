import type { KubeObject } from '../storage/kube-object.ts'

const SIGNS = [
  { tool: 'Argo CD', sign: /^argocd\.argoproj\.io\/(instance|tracking-id)$/ },
  { tool: 'Flux', sign: /^(kustomize|helm)\.toolkit\.fluxcd\.io\/name$/ },
  { tool: 'Helm', sign: /^meta\.helm\.sh\/release-name$/ },
] as const

/** The tool that owns an object's declaration and would put its own back. */
export function managerOf({ metadata }: KubeObject): string | undefined {
  const keys = Object.keys({ ...metadata.labels, ...metadata.annotations })
  return SIGNS.find(({ sign }) => keys.some((key) => sign.test(key)))?.tool
}
