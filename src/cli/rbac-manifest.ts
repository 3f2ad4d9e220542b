import { Document, isMap, isSeq } from 'yaml'
import type { Rights } from '../app/rights.ts'
import type { Rule } from '../app/rights/rule.ts'

/** Whom the rights are bound to: as whom the bot's credentials are known in the cluster. */
export type Subject =
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'User' | 'Group'; readonly name: string }

type For = { readonly cluster: string; readonly subject: Subject }

/** The Roles and their bindings as one YAML text, each rule with what it is for. */
export function manifestOf(rights: Rights, { cluster, subject }: For): string {
  const head = [
    ...HEAD(cluster),
    ...(rights.isConstrained ? CONSTRAINED : []),
    ...(rights.isUnnamed ? UNNAMED : []),
  ]
  const objects = objectsOf(rights, subject).map(toYaml)
  return `${head.map((line) => `# ${line}\n`).join('')}${objects.join('---\n')}`
}

/** The same as one List for programs; kubectl takes it, too. */
export function manifestList(rights: Rights, { subject }: For): Readonly<Record<string, unknown>> {
  const items = objectsOf(rights, subject).map(({ rules = [], ...object }) => ({
    ...object,
    ...(rules.length > 0 && { rules: rules.map(withoutReason) }),
  }))
  return { apiVersion: 'v1', kind: 'List', items }
}

const HEAD = (cluster: string) => [
  `What Deckwatch's own account needs in cluster ${cluster}, printed by \`deckwatch rbac\` from its configuration.`,
  'Print it anew when people, detectors or conditions change. Beside it the account uses what every authenticated',
  'one has from the start: system:discovery, system:basic-user and system:public-info-viewer.',
]

const CONSTRAINED = [
  'Only for an API server with constrained impersonation (feature gate ConstrainedImpersonation, since 1.35); others',
  'let nobody in. Never grant the verb `impersonate` beside it: the server would fall back to that one.',
]

/** A rule cannot say "whoever has a mail address", and one without names is as good as cluster-admin. */
const UNNAMED = [
  'People are mapped by e-mail: add their users to resourceNames of the rule for users.',
  'Without resourceNames whoever holds the credentials of the bot could be anybody.',
]

function objectsOf({ impersonation, watching, namespaces }: Rights, subject: Subject) {
  const everywhere = [
    ...bound('deckwatch-impersonator', impersonation, { subject }),
    ...(namespaces ? [] : bound('deckwatch-watcher', watching, { subject })),
  ]
  const within = (namespaces ?? []).flatMap((namespace) =>
    bound('deckwatch-watcher', watching, { subject, namespace }),
  )
  return [...everywhere, ...within]
}

type Where = { readonly subject: Subject; readonly namespace?: string }
type RbacObject = Readonly<Record<string, unknown>> & { readonly rules?: readonly Rule[] }

/** A Role and its binding; for the whole cluster where no namespace is named. */
function bound(name: string, rules: readonly Rule[], { subject, namespace }: Where): RbacObject[] {
  if (rules.length === 0) return []
  const prefix = namespace === undefined ? 'Cluster' : ''
  const metadata = { name, ...(namespace !== undefined && { namespace }) }
  const apiVersion = `${API_GROUP}/v1`
  const kind = `${prefix}Role`
  return [
    { apiVersion, kind, metadata, rules },
    {
      apiVersion,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: API_GROUP, kind, name },
      subjects: [subject.kind === 'ServiceAccount' ? subject : { apiGroup: API_GROUP, ...subject }],
    },
  ]
}

const API_GROUP = 'rbac.authorization.k8s.io'

function toYaml({ rules = [], ...object }: RbacObject): string {
  const document = new Document({ ...object, ...(rules.length > 0 && { rules }) })
  const list = document.get('rules')
  for (const [at, { why }] of rules.entries()) {
    const rule: unknown = isSeq(list) ? list.items[at] : undefined
    if (!isMap(rule)) continue
    rule.delete('why')
    rule.commentBefore = why.flatMap(wrapped).join('\n')
  }
  return document.toString({ lineWidth: 100 })
}

const COMMENT_WIDTH = 96

/** As comment lines; what goes on in the next one is indented. */
function wrapped(line: string): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (`${current} ${word}`.length > COMMENT_WIDTH) {
      lines.push(current)
      current = '  '
    }
    current += ` ${word}`
  }
  return [...lines, current]
}

const withoutReason = ({ apiGroups, resources, resourceNames, verbs }: Rule) => ({
  apiGroups,
  resources,
  ...(resourceNames && { resourceNames }),
  verbs,
})
