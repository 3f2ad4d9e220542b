import type { CommandContext } from '../../src/core/command.ts'
import { spellRef } from '../../src/core/kinds/spell-ref.ts'
import { unknownNamespace } from '../../src/core/kinds/unknown-namespace.ts'
import { bold, code, type Text, text, time } from '../../src/core/text.ts'
import { type Button, type Part, type View, view } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'
import type { Listing } from './read-listings.ts'
import { type SortedListing, sortListing } from './sort-listing.ts'

type How = {
  readonly output: 'wide' | 'name' | 'yaml' | undefined
  readonly selector: string | undefined
  readonly unhealthy: boolean
  readonly context: CommandContext
}

/** The answer of `get`: one table per kind, rows in trouble first. */
export async function printListing(listings: readonly Listing[], how: How): Promise<View> {
  const sorted = listings.map((listing) => sortListing(listing, how.unhealthy))
  const [only, ...others] = sorted
  const buttons = [...rowButtons(sorted, how), { label: 'Again', words: how.context.request.words }]
  if (only && others.length === 0) {
    const parts = only.total === 0 ? await whyEmpty(only, how) : listingParts(only, how)
    return { ...view('plain', titleOf(only, how), [...ageOf(listings, how), ...parts]), buttons }
  }
  const parts = sorted.flatMap((listing): Part[] => [
    { part: 'text', text: titleOf(listing, how) },
    ...listingParts(listing, how),
  ])
  const names = listings.map(({ kind }) => kind.resource).join(', ')
  const all = [...ageOf(listings, how), ...parts]
  return { ...view('plain', text`${bold(`${names}${whereOf(only)}`)}`, all), buttons }
}

/** Said first of what is not from now: the cluster did not answer. */
function ageOf(listings: readonly Listing[], { context: { clock, cluster } }: How): Part[] {
  const [oldest] = listings
    .flatMap(({ table }) => table.asOf ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime())
  if (!oldest) return []
  const old = sayDuration(clock.now().getTime() - oldest.getTime())
  return [
    {
      part: 'warning',
      text: text`${cluster.info.cluster} does not answer. This is what was known ${old} ago, ${time(oldest)}.`,
    },
  ]
}

function titleOf({ kind, table, total, unhealthy, ...where }: SortedListing, how: How): Text {
  const labels = how.selector === undefined ? [] : text` · ${code(how.selector)}`
  const name = text`${bold(`${kind.resource}${whereOf({ kind, ...where })}`)}${labels}`
  if (total === 0) return text`${name} · none`
  const count = table.more ? `the first ${total}` : `${table.rows.length} of ${total}`
  if (unhealthy > 0) return text`${name} · ${count}, ${unhealthy} unhealthy`
  return how.unhealthy ? text`${name} · none of ${total} unhealthy` : text`${name} · ${count}`
}

function whereOf(listing: Pick<Listing, 'kind' | 'namespace'> | undefined): string {
  if (listing?.namespace !== undefined) return ` in ${listing.namespace}`
  return listing?.kind.namespaced ? ' in every namespace' : ''
}

function listingParts({ kind, namespace, table }: Listing, { output }: How): Part[] {
  if (table.rows.length === 0) return []
  if (output === 'name') {
    const names = table.rows.map(({ name }) => `${kind.singular}/${name}`).join('\n')
    return [{ part: 'output', output: names, fileName: `${kind.resource}.txt` }]
  }
  const kept = table.columns.map((column, i) => ({ ...column, i }))
  const shown = kept.filter(({ wide }) => !wide || output === 'wide')
  const isEverywhere = kind.namespaced && namespace === undefined
  const columns = shown.map(({ name }) => name)
  const rows = table.rows.map((row) => {
    const cells = shown.map(({ i }) => row.cells[i] ?? '')
    return isEverywhere ? [row.namespace ?? '', ...cells] : cells
  })
  return [
    { part: 'table', table: { columns: isEverywhere ? ['Namespace', ...columns] : columns, rows } },
  ]
}

async function whyEmpty({ namespace }: Listing, { context }: How): Promise<Part[]> {
  const nowhere = await unknownNamespace(context, namespace)
  return nowhere ? [{ part: 'text', text: nowhere }] : []
}

/** The worst row is what people look at next. */
function rowButtons([listing]: readonly SortedListing[], { context }: How): Button[] {
  const row = listing?.table.rows[0]
  if (!listing || !row) return []
  const { kind, byName, unhealthy } = listing
  if (!byName && unhealthy === 0) return []
  const namespace = row.namespace ?? listing.namespace
  const ref = { kind, name: row.name, ...(namespace !== undefined && { namespace }) }
  const words = spellRef(ref, context)
  const describe = { label: `Describe ${row.name}`, words: `describe ${words}` }
  const logs = { label: `Logs of ${row.name}`, words: `logs ${words}` }
  return hasLogs(kind.resource) ? [logs, describe] : [describe]
}

const hasLogs = (resource: string) =>
  ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs'].includes(resource)
