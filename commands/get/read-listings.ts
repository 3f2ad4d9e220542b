import type { PrintedTable } from '../../src/core/cluster.ts'
import type { CommandContext } from '../../src/core/command.ts'
import { NotFoundError, UsageError } from '../../src/core/errors.ts'
import { findObject } from '../../src/core/kinds/find-object.ts'
import { within } from '../../src/core/kinds/object-ref.ts'
import { type Kind, KubeObject } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'

/** All objects of one kind that were asked for, as the server printed them. */
export type Listing = {
  readonly kind: Kind
  /** Absent for cluster-wide kinds and for every namespace. */
  readonly namespace?: string
  /** Set when objects were asked for by name. */
  readonly byName: boolean
  readonly table: PrintedTable
}

type Asked = {
  readonly what: readonly { readonly kind: string; readonly name?: string }[]
  readonly namespace: string | undefined
  readonly allNamespaces: boolean
  readonly selector: string | undefined
}

/** Lists are cut there: more than this nobody reads in a chat. */
const MOST = 5000

/** Reads every kind that was named, one list each; names of one kind share a table. */
export async function readListings(
  asked: Asked,
  context: CommandContext,
): Promise<readonly Listing[]> {
  const wanted = await Promise.all(
    asked.what.map(async ({ kind, name }) => ({ kind: await context.cluster.kind(kind), name })),
  )
  // By what a word means: `pods,po,Pod` is one list.
  const groups = Map.groupBy(wanted, ({ kind }) => `${kind.resource}.${kind.version}.${kind.group}`)
  return Promise.all(
    [...groups.values()].flatMap(([one, ...others]) => {
      if (!one) return []
      const names = new Set([one, ...others].flatMap(({ name }) => name ?? []))
      return readListing({ ...asked, kind: one.kind, names: [...names] }, context)
    }),
  )
}

/** Throws UsageError for a name with what means many. */
export function expectOneOrMany({ what, allNamespaces, selector }: Omit<Asked, 'namespace'>): void {
  const named = what.find(({ name }) => name !== undefined)
  if (named?.name === undefined || (selector === undefined && !allNamespaces)) return
  throw nameAndMany(named.name)
}

type AskedOne = Asked & { readonly kind: Kind; readonly names: readonly string[] }

async function readListing(
  { kind, names, namespace, allNamespaces, selector }: AskedOne,
  context: CommandContext,
): Promise<Listing> {
  const place = allNamespaces ? {} : within(kind, namespace ?? context.defaultNamespace)
  if (names.length === 0) {
    const query = { kind, ...place, limit: MOST, ...(selector && { labelSelector: selector }) }
    return { kind, ...place, byName: false, table: await context.cluster.table(query) }
  }
  const tables = await Promise.all(names.map((name) => readOne({ kind, name, ...place }, context)))
  return { kind, ...place, byName: true, table: joined(tables) }
}

type One = { readonly kind: Kind; readonly namespace?: string; readonly name: string }

async function readOne(ref: One, context: CommandContext): Promise<PrintedTable> {
  try {
    return await context.cluster.table(ref)
  } catch (error) {
    // Reading it the other way says what is near; should it exist by now, the first answer stands.
    if (error instanceof NotFoundError) await findObject(context, ref, KubeObject)
    throw error
  }
}

function joined(tables: readonly PrintedTable[]): PrintedTable {
  const asOf = tables.find((table) => table.asOf)?.asOf
  return {
    columns: tables[0]?.columns ?? [],
    rows: tables.flatMap(({ rows }) => rows),
    more: false,
    ...(asOf && { asOf }),
  }
}

const nameAndMany = (name: string) =>
  new UsageError(
    'name-and-many',
    text`${code(name)} is one object: it goes with neither a selector nor every namespace.`,
  )
