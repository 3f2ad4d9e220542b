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
  const groups = Map.groupBy(asked.what, ({ kind }) => kind)
  return Promise.all(
    [...groups].map(([word, selections]) =>
      readListing({ ...asked, word, names: selections.flatMap(({ name }) => name ?? []) }, context),
    ),
  )
}

type AskedOne = Asked & { readonly word: string; readonly names: readonly string[] }

async function readListing(
  { word, names, namespace, allNamespaces, selector }: AskedOne,
  context: CommandContext,
): Promise<Listing> {
  const kind = await context.cluster.kind(word)
  const place = allNamespaces ? {} : within(kind, namespace ?? context.defaultNamespace)
  if (names.length === 0) {
    const query = { kind, ...place, limit: MOST, ...(selector && { labelSelector: selector }) }
    return { kind, ...place, byName: false, table: await context.cluster.table(query) }
  }
  if (selector !== undefined || allNamespaces) throw nameAndMany(names[0] ?? '')
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

const joined = ([first, ...others]: readonly PrintedTable[]): PrintedTable => ({
  columns: first?.columns ?? [],
  rows: [...(first?.rows ?? []), ...others.flatMap(({ rows }) => rows)],
  more: false,
})

const nameAndMany = (name: string) =>
  new UsageError(
    'name-and-many',
    text`${code(name)} is one object: it goes with neither a selector nor every namespace.`,
  )
