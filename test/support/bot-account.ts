import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { rightsOf } from '../../src/app/rights.ts'
import { manifestOf } from '../../src/cli/rbac-manifest.ts'
import { Settings } from '../../src/config/settings.ts'
import { readFileSync } from 'node:fs'
import { controlPlane } from './control-plane.ts'
import { recording } from './recorded-rights.ts'

const RbacObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  roleRef: z.looseObject({ name: z.string() }).optional(),
  rules: z
    .array(z.looseObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()) }))
    .optional(),
})
type RbacObject = z.infer<typeof RbacObject>

type Wishes = {
  readonly kubeconfig: string
  /** A namespace that is there; the account is made in it, and its Roles begin with this. */
  readonly namespace: string
  /** `deckwatch.yaml`, of one cluster. */
  readonly config: string
}

/** The bot's own account in a real cluster: with what `deckwatch rbac` prints for its configuration, and no more. */
export type BotAccount = {
  /** The text of the kubeconfig, but its context `bot` is this account, with a token that the cluster issued. */
  readonly kubeconfig: string
  /** Takes the rights to watch these resources away, or gives all of them back. */
  forbid(...resources: readonly string[]): void
  remove(): void
}

export function botAccount({ kubeconfig, namespace, config }: Wishes): BotAccount {
  const cluster = controlPlane(kubeconfig)
  const objects = rbacObjects(config, namespace)
  const account = { apiVersion: 'v1', kind: 'ServiceAccount' }
  cluster.apply({ ...account, metadata: { name: 'deckwatch', namespace } }, ...objects)
  const token = cluster.kubectl('-n', namespace, 'create', 'token', 'deckwatch').trim()
  const user = `system:serviceaccount:${namespace}:deckwatch`
  const roles = objects.filter(({ rules }) => rules !== undefined)
  const own = withToken(readFileSync(kubeconfig, 'utf8'), token)
  return {
    kubeconfig: recording(own, user, roles),
    forbid: (...resources) => cluster.apply(...objects.map((one) => without(one, resources))),
    remove: () => {
      const names = new Set(objects.map(({ metadata }) => metadata.name))
      cluster.kubectl('delete', 'clusterrole,clusterrolebinding', ...names)
    },
  }
}

/** As printed, under names of their own: several bots share the cluster. */
function rbacObjects(config: string, namespace: string): readonly RbacObject[] {
  const settings = Settings.parse(parse(config))
  const cluster = settings.clusters[0]?.name ?? ''
  const subject = { kind: 'ServiceAccount', namespace, name: 'deckwatch' } as const
  const printed = manifestOf(rightsOf(settings, { cluster, details: true }), { cluster, subject })
  return parseAllDocuments(printed.replaceAll('name: deckwatch-', `name: ${namespace}-`)).map(
    (document) => RbacObject.parse(document.toJS()),
  )
}

function without(object: RbacObject, forbidden: readonly string[]): RbacObject {
  if (!object.metadata.name.endsWith('-watcher') || !object.rules) return object
  const rules = object.rules.map(({ resources, ...rest }) => ({
    ...rest,
    resources: resources.filter((resource) => !forbidden.includes(resource)),
  }))
  return { ...object, rules: rules.filter(({ resources }) => resources.length > 0) }
}

function withToken(kubeconfig: string, token: string): string {
  const given = /(name: bot, user: \{token: )[^}]+\}/
  if (!given.test(kubeconfig)) throw new Error('the kubeconfig has no user `bot` with a token')
  return kubeconfig.replace(given, `$1${token}}`)
}
