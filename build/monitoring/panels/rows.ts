import type { Row } from './panel.ts'
import { supply } from './supply.ts'
import { work } from './work.ts'

/** Rows of the dashboard, from what matters first to what explains it. */
export const rows: readonly Row[] = [...work, ...supply]
