import { coreVersions, groupDocument, groupList, resourceList } from '../discovery/documents.ts'
import { virtualKinds } from '../discovery/virtual-kinds.ts'
import { json, type Reply } from './call.ts'
import type { Catalog } from './catalog.ts'
import { refuse } from './refusals.ts'

export type About = { readonly version: string; readonly address: string }

/** Answers what is not about objects: version, health, discovery. */
export function servePlain(path: string, catalog: Catalog, about: About): Reply {
  const clean = path.replace(/\/+$/, '') || '/'
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(clean)) return { reply: 'text', code: 200, text: 'ok' }
  if (clean === '/version') return json(versionDocument(about.version))
  const document = discovery(clean, catalog, about.address)
  if (!document) throw refuse.noSuchPath()
  return json(document)
}

function discovery(path: string, catalog: Catalog, address: string) {
  const [root, group, version] = path.slice(1).split('/')
  const served = catalog.all()
  if (path === '/') return { paths: ['/api', '/api/v1', '/apis', '/healthz', '/version'] }
  if (path === '/api') return coreVersions(address)
  if (path === '/apis') return groupList(served, virtualKinds)
  if (root === 'api' && group) return resourceList(['', group], served, virtualKinds)
  if (root !== 'apis' || !group) return undefined
  return version
    ? resourceList([group, version], served, virtualKinds)
    : groupDocument(group, served, virtualKinds)
}

function versionDocument(gitVersion: string) {
  const [, major = '1', minor = '31'] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? []
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '2025-01-01T00:00:00Z',
    goVersion: 'go1.23.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  }
}
