import { z } from 'zod'
import type { PrintedTable, TableQuery } from '../../core/cluster.ts'
import { type Ask, getCall, selectors } from './ask.ts'
import { readPages } from './pages.ts'

const ACCEPT = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
  'application/json',
].join(',')

const Metadata = z.object({
  name: z.string().default(''),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).nullish(),
  creationTimestamp: z.string().nullish(),
})
const Continue = z.object({ continue: z.string().nullish() }).nullish()
const Table = z.object({
  kind: z.literal('Table'),
  metadata: Continue,
  columnDefinitions: z.array(z.object({ name: z.string(), priority: z.number().default(0) })),
  rows: z
    .array(
      z.object({
        cells: z.array(z.unknown()),
        object: z.object({ metadata: Metadata }).nullish(),
      }),
    )
    .nullish(),
})
/** What servers that print no tables answer: a list, or one object. */
const Objects = z.union([
  z.object({ metadata: Continue, items: z.array(z.object({ metadata: Metadata })) }),
  z
    .looseObject({ metadata: Metadata })
    .transform((object) => ({ metadata: undefined, items: [object] })),
])

type Columns = PrintedTable['columns']
type Row = PrintedTable['rows'][number]

/** The server's own printing, so that every kind looks as in kubectl, CRDs with their own columns included. */
export async function printTable(ask: Ask, query: TableQuery): Promise<PrintedTable> {
  const call = { ...getCall(query), accept: ACCEPT }
  const chosen = query.name === undefined ? selectors(query) : {}
  let columns: Columns = []
  const { items, more } = await readPages(async (page) => {
    const range = query.name === undefined ? page : {}
    const { body } = await ask.json({
      ...call,
      query: { includeObject: 'Metadata', ...chosen, ...range },
    })
    const printed = readTable(body) ?? readObjects(body)
    if (printed.columns.length > 0) columns = printed.columns
    return printed
  }, query.limit)
  return { columns, rows: items, more }
}

type Printed = { columns: Columns; items: readonly Row[]; continueToken: string | undefined }

function readTable(body: unknown): Printed | undefined {
  const parsed = Table.safeParse(body)
  if (!parsed.success) return undefined
  const { columnDefinitions, rows, metadata } = parsed.data
  return {
    columns: columnDefinitions.map(({ name, priority }) => ({ name, wide: priority > 0 })),
    items: (rows ?? []).map(({ cells, object }) => toRow(cells.map(show), object?.metadata)),
    continueToken: metadata?.continue ?? undefined,
  }
}

function readObjects(body: unknown): Printed {
  const { items, metadata } = Objects.parse(body)
  return {
    columns: [
      { name: 'Name', wide: false },
      { name: 'Created', wide: false },
    ],
    items: items.map((item) =>
      toRow([item.metadata.name, item.metadata.creationTimestamp ?? ''], item.metadata),
    ),
    continueToken: metadata?.continue ?? undefined,
  }
}

function toRow(cells: readonly string[], metadata: z.infer<typeof Metadata> | undefined): Row {
  return {
    cells,
    name: metadata?.name ?? cells[0] ?? '',
    ...(metadata?.namespace && { namespace: metadata.namespace }),
    labels: metadata?.labels ?? {},
  }
}

/** kubectl's own word for what is not set. */
function show(cell: unknown): string {
  if (cell === null || cell === undefined) return '<none>'
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}
