import type { SafeTable } from '../safety/safe-table.ts'
import type { FileDraft } from './message.ts'
import { monospace } from './monospace.ts'

export const TABLE_FILE = 'table.txt'

/** The whole table as a file. It is made when it is sent, in slices: thousands of rows must hold up nobody. */
export const tableFile = (table: SafeTable): FileDraft => ({
  name: TABLE_FILE,
  content: () => print(table),
})

async function print({ columns, slices }: SafeTable): Promise<string> {
  const rows = []
  for (const slice of slices()) {
    rows.push(...slice)
    await othersTurn()
  }
  return `${monospace({ columns, rows })}\n`
}

const othersTurn = () => new Promise((resolve) => setImmediate(resolve))
