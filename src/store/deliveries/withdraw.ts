import { URGENCIES, type Withdrawal } from '../../core/delivery.ts'
import type { Transaction } from '../open-database.ts'
import { toRichJson } from '../rich-json.ts'
import { allDone } from '../side-by-side.ts'
import type { Turn } from '../take-turn.ts'

/** Takes messages back before anybody was shown them. False when one was shown, or somebody is at it just now. */
export async function withdraw(
  transaction: Transaction,
  withdrawals: readonly Withdrawal[],
  { at }: Turn,
): Promise<boolean> {
  const keys = withdrawals.map(({ key }) => key)
  if (keys.length === 0) return true
  const untried = await transaction
    .deleteFrom('deliveries')
    .where('key', 'in', keys)
    .where('ts', 'is', null)
    .where('claimed_until', '<=', at)
    .where('tried_at', '=', '')
    .returning('key')
    .execute()
  const gone = new Set(untried.map(({ key }) => key))
  const left = await standing(transaction, keys, at)
  if (left.some(({ isShown }) => isShown)) return false
  const tried = new Set(left.map(({ key }) => key))
  await allDone([
    // Nothing in a thread was posted before what it hangs on.
    transaction.deleteFrom('deliveries').where('parent', 'in', keys).execute(),
    ...withdrawals
      .filter(({ key }) => tried.has(key) && !gone.has(key))
      .map((one) => sayInstead(transaction, one, at)),
  ])
  return true
}

async function standing(transaction: Transaction, keys: readonly string[], at: string) {
  const rows = await transaction
    .selectFrom('deliveries')
    .select(['key', 'ts', 'claimed_until'])
    .where('key', 'in', keys)
    .execute()
  return rows.map(({ key, ts, claimed_until: until }) => ({
    key,
    isShown: ts !== null || until > at,
  }))
}

/** Only where it is found at Slack. */
const sayInstead = (transaction: Transaction, { key, view }: Withdrawal, at: string) =>
  transaction
    .updateTable('deliveries')
    .set((row) => ({
      view: toRichJson(view),
      revision: row('revision', '+', 1),
      withdrawn: 1,
      urgency: URGENCIES.indexOf('detail'),
      attempts: 0,
      next_at: '',
      given_up: null,
      updated_at: at,
    }))
    .where('key', '=', key)
    .execute()
