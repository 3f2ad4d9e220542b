import type { CommandContext } from '../../src/core/command.ts'
import { isUnhealthy } from '../../src/core/kinds/printed-health.ts'
import { spellRef } from '../../src/core/kinds/spell-ref.ts'
import { unknownNamespace } from '../../src/core/kinds/unknown-namespace.ts'
import { bold, code, type Text, text } from '../../src/core/text.ts'
import { type Button, type Part, type View, view } from '../../src/core/view.ts'
import type { Listing } from './read-listings.ts'

type How = {
  readonly output: 'wide' | 'name' | 'yaml' | undefined
  readonly selector: string | undefined
  readonly context: CommandContext
}

type Row = Listing['table']['rows'][number]

/** The answer of `get`: one table per kind, rows in trouble first. */
export async function printListing(listings: readonly Listing[], how: How): Promise<View> {
  const sorted = listings.map(unhealthyFirst)
  const [only, ...others] = sorted
  const buttons = [...rowButtons(sorted, how), { label: 'Again', words: how.context.request.words }]
  if (only && others.length === 0) {
    const parts = only.table.rows.length === 0 ? await whyEmpty(only, how) : listingParts(only, how)
    return { ...view('plain', titleOf(only, how), parts), buttons }
  }
  const parts = sorted.flatMap((listing): Part[] => [
    { part: 'text', text: titleOf(listing, how) },
    ...(listing.table.rows.length === 0 ? [] : listingParts(listing, how)),
  ])
  const names = listings.map(({ kind }) => kind.resource).join(', ')
  return { ...view('plain', text`${bold(`${names}${whereOf(only)}`)}`, parts), buttons }
}

function unhealthyFirst(listing: Listing): Listing {
  const { columns, rows } = listing.table
  const well = (row: Row) => Number(!isUnhealthy(columns, row.cells))
  return {
    ...listing,
    table: { ...listing.table, rows: rows.toSorted((a, b) => well(a) - well(b)) },
  }
}

function titleOf(listing: Listing, { selector }: How): Text {
  const { kind, table } = listing
  const shown = table.rows.length
  const sick = table.rows.filter(({ cells }) => isUnhealthy(table.columns, cells)).length
  const unhealthy = sick > 0 ? `, ${sick} unhealthy` : ''
  const count = table.more ? `the first ${shown}` : `${shown} of ${shown}`
  const labels = selector === undefined ? [] : text` · ${code(selector)}`
  const name = bold(`${kind.resource}${whereOf(listing)}`)
  return shown === 0 ? text`${name}${labels} · none` : text`${name}${labels} · ${count}${unhealthy}`
}

function whereOf(listing: Listing | undefined): string {
  if (listing?.namespace !== undefined) return ` in ${listing.namespace}`
  return listing?.kind.namespaced ? ' in every namespace' : ''
}

function listingParts({ kind, namespace, table }: Listing, { output }: How): Part[] {
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
function rowButtons([listing]: readonly Listing[], { context }: How): Button[] {
  const row = listing?.table.rows[0]
  if (!listing || !row) return []
  const { kind, byName, table } = listing
  if (!byName && !isUnhealthy(table.columns, row.cells)) return []
  const namespace = row.namespace ?? listing.namespace
  const ref = { kind, name: row.name, ...(namespace !== undefined && { namespace }) }
  const words = spellRef(ref, context)
  const describe = { label: `Describe ${row.name}`, words: `describe ${words}` }
  const logs = { label: `Logs of ${row.name}`, words: `logs ${words}` }
  return hasLogs(kind.resource) ? [logs, describe] : [describe]
}

const hasLogs = (resource: string) =>
  ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs'].includes(resource)
