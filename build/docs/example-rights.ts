import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { rightsOf } from '../../src/app/rights.ts'
import { manifestOf } from '../../src/cli/rbac-manifest.ts'
import { Settings } from '../../src/config/settings.ts'

const OVERLAYS = ['sqlite', 'postgresql']

/** The rights of the configuration in each overlay, beside it. */
export const exampleRights = (): readonly (readonly [file: string, text: string])[] =>
  OVERLAYS.map((name) => {
    const folder = `deploy/overlays/${name}`
    const config = Settings.parse(parse(readFileSync(`${folder}/config/deckwatch.yaml`, 'utf8')))
    const [cluster] = config.clusters
    if (!cluster) throw new Error(`${folder} has no cluster`)
    const rights = rightsOf(config, { cluster: cluster.name, details: false })
    const subject = { kind: 'ServiceAccount', namespace: 'deckwatch', name: 'deckwatch' } as const
    return [`${folder}/rbac.yaml`, manifestOf(rights, { cluster: cluster.name, subject })] as const
  })
