import { type Rights, rightsOf, type Rule } from '../app/rights.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type DocumentOutput, sayDocument } from './output.ts'

export type RbacOptions = {
  readonly config: string
  readonly serviceAccount: ServiceAccount
  readonly details: boolean
  readonly output: DocumentOutput
}

export type ServiceAccount = { readonly namespace: string; readonly name: string }

/** Prints the Roles and their bindings that this configuration needs, and nothing beyond. */
export async function rbac(
  { config: file, serviceAccount, details, output }: RbacOptions,
  host: Host,
): Promise<ExitCode> {
  const { config } = await loadSetup(file, host.env)
  const rights = rightsOf(config, { details })
  const items = objectsOf(rights, serviceAccount)
  host.out(output === 'json' ? asList(items) : asDocuments(items, rights))
  return EXIT.fine
}

const asList = (items: readonly unknown[]) =>
  sayDocument({ apiVersion: 'v1', kind: 'List', items }, 'json')

const asDocuments = (items: readonly unknown[], { isUnnamed }: Rights) =>
  (isUnnamed ? UNNAMED : '') + items.map((item) => sayDocument(item, 'yaml')).join('---\n')

/** A rule cannot say "whoever has a mail address", and one without names is as good as cluster-admin. */
const UNNAMED = `# People are mapped by e-mail: add their users to resourceNames of the rule for users.
# Without resourceNames whoever holds the bot's credentials could be anybody.
`

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
