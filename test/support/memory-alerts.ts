import type { Alert, AlertBook } from '../../src/core/alert.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'

export type MemoryAlerts = AlertBook & {
  /** From now on every use fails, or works again. */
  away: boolean
}

/** The store's promises, kept in memory; late news is taken. */
export function memoryAlerts(): MemoryAlerts {
  const alerts = new Map<string, Alert>()
  const throwIfAway = () => {
    if (book.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }
  const book: MemoryAlerts = {
    away: false,
    keep: async (heard) => {
      throwIfAway()
      for (const alert of heard) alerts.set(`${alert.cluster}/${alert.fingerprint}`, alert)
    },
    firing: async () => {
      throwIfAway()
      return [...alerts.values()].filter(({ state }) => state === 'firing')
    },
  }
  return book
}
