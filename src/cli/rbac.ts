import { stringify } from 'yaml'
import { type Rights, rightsOf, type Rule } from '../app/rights.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'

export type RbacOptions = {
  readonly config: string
  readonly serviceAccount: ServiceAccount
  readonly details: boolean
}

export type ServiceAccount = { readonly namespace: string; readonly name: string }

/** Prints the Roles and their bindings that this configuration needs, and nothing beyond. */
export async function rbac(
  { config: file, serviceAccount, details }: RbacOptions,
  host: Host,
): Promise<ExitCode> {
  const { config } = await loadSetup(file, host.env)
  const rights = rightsOf(config, { details })
  const objects = objectsOf(rights, serviceAccount)
  host.out(`${rights.isUnnamed ? UNNAMED : ''}${objects.map(toYaml).join('---\n')}`)
  return EXIT.fine
}

/** A rule cannot say "whoever has a mail address", and one without names is as good as cluster-admin. */
const UNNAMED = `# People are mapped by e-mail: add their users to resourceNames of the rule for users.
# Without resourceNames whoever holds the bot's credentials could be anybody.
`

const toYaml = (object: unknown) => stringify(object, { lineWidth: 100 })

function objectsOf({ impersonation, watching, namespaces }: Rights, account: ServiceAccount) {
  const everywhere = [
    ...bound('deckwatch-impersonator', impersonation, { account }),
    ...(namespaces ? [] : bound('deckwatch-watcher', watching, { account })),
  ]
  const within = (namespaces ?? []).flatMap((namespace) =>
    bound('deckwatch-watcher', watching, { account, namespace }),
  )
  return [...everywhere, ...within]
}

type Where = { readonly account: ServiceAccount; readonly namespace?: string }

/** A Role and its binding; for the whole cluster where no namespace is named. */
function bound(name: string, rules: readonly Rule[], { account, namespace }: Where) {
  if (rules.length === 0) return []
  const prefix = namespace === undefined ? 'Cluster' : ''
  const metadata = { name, ...(namespace !== undefined && { namespace }) }
  const apiVersion = 'rbac.authorization.k8s.io/v1'
  const kind = `${prefix}Role`
  return [
    { apiVersion, kind, metadata, rules },
    {
      apiVersion,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ]
}
