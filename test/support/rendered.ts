import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseAllDocuments, stringify } from 'yaml'
import { z } from 'zod'

const KubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
})
export type Rendered = z.infer<typeof KubeObject>

type Layers = {
  /** Folders below `deploy/`, or absolute ones. */
  readonly resources: readonly string[]
  readonly components?: readonly string[]
  /** What else stands in the kustomization. */
  readonly more?: Readonly<Record<string, unknown>>
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>
}

/** What `kubectl apply -k` would apply. */
export const render = (folder: string): readonly Rendered[] => read(kustomize(resolve(folder)))

/** The same of an overlay that is made for this. */
export function renderLayers({ resources, components = [], more, files = {} }: Layers) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deckwatch-overlay-')))
  try {
    const from = (name: string) => relative(folder, resolve('deploy', name))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: resources.map((name) => (name in files ? name : from(name))),
      components: components.map(from),
      ...more,
    }
    writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization))
    return read(kustomize(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const kustomize = (folder: string) =>
  execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })

const read = (text: string): readonly Rendered[] =>
  parseAllDocuments(text).map((one) => KubeObject.parse(one.toJS()))

/** The one object of this kind and name. */
export function only(objects: readonly Rendered[], kind: string, name = 'deckwatch'): Rendered {
  const found = objects.filter((one) => one.kind === kind && one.metadata.name === name)
  const [object] = found
  if (!object || found.length > 1) throw new Error(`${found.length} × ${kind}/${name}`)
  return object
}
