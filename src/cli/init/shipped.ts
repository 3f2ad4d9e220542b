import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MANIFESTS = ['deploy/base', 'deploy/components', 'deploy/monitoring'] as const

/** What an installation is made of, in the folder that the program comes with. The build puts it beside the bundle. */
export const SHIPPED = [
  ...MANIFESTS,
  'deploy/overlays/sqlite/kustomization.yaml',
  'deploy/overlays/postgresql/kustomization.yaml',
  'rbac/starter',
] as const

const HERE = import.meta.dirname
/** Beside the bundle, or at the top of a checkout. */
const ROOT = existsSync(join(HERE, 'deploy')) ? HERE : join(HERE, '../../..')

export const readShipped = (name: string): string => readFileSync(join(ROOT, name), 'utf8')

/** The manifests that an overlay builds upon, by their names. */
export function shippedManifests(): ReadonlyMap<string, string> {
  const names = MANIFESTS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  const files = names.filter((name) => statSync(join(ROOT, name)).isFile())
  return new Map(files.toSorted().map((name) => [name, readShipped(name)]))
}
