import { ALL_NAMESPACES } from '../src/core/access.ts'
import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import { objectRef, within } from '../src/core/kinds/object-ref.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { safeObject } from '../src/core/kinds/safe-object.ts'
import { toYaml } from '../src/core/kinds/to-yaml.ts'
import { KubeObject, refName } from '../src/core/resource.ts'
import { bold, text } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'
import { toggle } from '../src/core/words/parameters.ts'
import { choiceFlag } from '../src/core/words/arguments/choice-flag.ts'
import { allNamespaces, namespace } from '../src/core/words/arguments/place-flags.ts'
import { selectionArgument } from '../src/core/words/arguments/selection-argument.ts'
import { selector } from '../src/core/words/arguments/selector-flag.ts'
import { printListing } from './get/listing-view.ts'
import { expectOneOrMany, readListings } from './get/read-listings.ts'
import { TYPED } from '../src/core/kinds/needs.ts'

const parameters = {
  what: selectionArgument('what to show: pods, deploy/web, or several as in pods,svc'),
  namespace,
  allNamespaces,
  selector,
  unhealthy: toggle('only those in trouble'),
  output: choiceFlag(['wide', 'name', 'yaml'], 'how to print it; yaml is for one object', 'o'),
} as const

/** `get`: objects of any kind, as the API server prints them. */
export const get = defineQuery({
  name: 'get',
  summary: 'Show objects of any kind, those in trouble first',
  details:
    'Any kind the cluster serves, custom ones too, by plural, singular or short name. Values of Secrets and of environment variables are never shown.',
  parameters,
  needs: [TYPED],
  examples: [
    'get pods -n shop',
    'get deploy/web -n shop -o yaml',
    'get pods,svc -l app=web -n shop',
    'get nodes -o wide',
    'get pods -A --unhealthy',
  ],
  access: async ({ what, selector: labels, ...where }, { cluster, defaultNamespace }) => {
    expectOneOrMany({ what, selector: labels, allNamespaces: where.allNamespaces })
    const place = where.allNamespaces ? ALL_NAMESPACES : (where.namespace ?? defaultNamespace)
    return Promise.all(
      what.map(async ({ kind: word, name }) => {
        const kind = await cluster.kind(word)
        return name === undefined
          ? { verb: 'list' as const, kind, ...within(kind, place) }
          : { verb: 'get' as const, kind, name, ...within(kind, place) }
      }),
    )
  },
  run: async (args, context) => {
    if (args.output === 'yaml') return showYaml(args, context)
    const listings = await readListings(args, context)
    const { output, selector: labels, unhealthy } = args
    return printListing(listings, { output, selector: labels, unhealthy, context })
  },
})

type Asked = {
  readonly what: readonly { readonly kind: string; readonly name?: string }[]
  readonly namespace: string | undefined
}

async function showYaml(
  { what: [one, ...others], namespace: named }: Asked,
  context: CommandContext,
) {
  if (one?.name === undefined || others.length > 0) {
    throw new UsageError('yaml-needs-one', text`YAML is shown for one object at a time.`, {
      suggestions: [`get ${one?.kind ?? 'KIND'}/NAME -o yaml`],
    })
  }
  const { cluster, defaultNamespace } = context
  const target = { kind: one.kind, name: one.name }
  const ref = await objectRef(target, { cluster, namespace: named ?? defaultNamespace })
  const object = await findObject(context, ref, KubeObject)
  const where = ref.namespace === undefined ? '' : ` in ${ref.namespace}`
  const output = toYaml(safeObject(object, ref.kind))
  return view('plain', text`${bold(`${refName(ref)}${where}`)}`, [
    { part: 'output', output, fileName: `${ref.kind.singular}-${ref.name}.yaml` },
  ])
}
