import type { PageMessage } from '../../playground/slack/page-model.ts'
import { look, readPending, readPlans, type StoredPlan } from '../crash/ledger.ts'
import type { Stage } from './stage.ts'

/** What the store and Slack hold when everything is over. */
export type Evidence = {
  readonly plans: readonly StoredPlan[]
  /** Keys of what is still to be told. */
  readonly pending: readonly string[]
  readonly incidents: readonly Incident[]
  /** Keys of deliveries that Slack has. */
  readonly delivered: readonly string[]
  readonly givenUp: readonly string[]
  /** Key of every message that Slack shows, as often as it shows it. */
  readonly shown: readonly string[]
}

export type Incident = {
  readonly id: string
  readonly key: string
  readonly state: string
  readonly digest: string | null
}

export async function gather({ store, slack }: Stage): Promise<Evidence> {
  const shown = slack.world.messages.all().flatMap(keyOf)
  return look(store, async (db) => {
    const columns = ['id', 'key', 'state', 'digest'] as const
    const rows = await db.selectFrom('deliveries').select(['key', 'ts', 'given_up']).execute()
    return {
      plans: await readPlans(db),
      pending: await readPending(db),
      incidents: await db.selectFrom('incidents').select(columns).execute(),
      delivered: rows.filter(({ ts }) => ts !== null).map(({ key }) => key),
      givenUp: rows.filter(({ given_up }) => given_up !== null).map(({ key }) => key),
      shown,
    }
  })
}

const keyOf = ({ metadata }: PageMessage): string[] => {
  const [, key] = /"key":"([^"]+\/[^"]+)"/.exec(JSON.stringify(metadata ?? '')) ?? []
  return key === undefined ? [] : [key]
}

/** Nothing is under way any more. Some incidents stay open for a while after what they tell of was mended. */
export const isQuiet = ({ pending, plans }: Evidence): boolean =>
  pending.length === 0 && plans.every(({ state }) => !BUSY.has(state))

const BUSY = new Set(['waiting', 'approved', 'scheduled', 'executing'])
/** Ends of a plan whose write the API server took. */
const MADE = new Set(['applied', 'rolled-out', 'failed', 'timed-out', 'superseded', 'lost-sight'])

/** Everything that is not as it must be; nothing when all is well. */
export function faultsOf(evidence: Evidence, { grounds }: Pick<Stage, 'grounds'>): string[] {
  const { plans, shown, delivered, incidents, givenUp } = evidence
  const made = plans.filter(({ outcome }) => MADE.has(outcome?.kind ?? '')).length
  const unknown = plans.filter(({ outcome }) => outcome?.kind === 'unknown').length
  const effects = grounds.reduce((sum, { history }) => sum + history.effects(), 0)
  const told = new Set(shown)
  return [
    ...(effects < made || effects > made + unknown
      ? [`${effects} effects of ${made} changes that were made, and ${unknown} unknown`]
      : []),
    ...repeated(shown).map((key) => `shown twice: ${key}`),
    ...delivered.filter((key) => !told.has(key)).map((key) => `not there: ${key}`),
    ...givenUp.map((key) => `given up: ${key}`),
    ...incidents.filter((it) => !isTold(it, told)).map(({ key }) => `not told: ${key}`),
  ]
}

const isTold = ({ id, digest }: Incident, told: ReadonlySet<string>) =>
  told.has(`incident/${id}/card`) || (digest !== null && told.has(`digest/${digest}/card`))

const repeated = (keys: readonly string[]) =>
  [...new Set(keys)].filter((key, _, all) => all.length !== keys.length && isRepeated(key, keys))

const isRepeated = (key: string, keys: readonly string[]) =>
  keys.indexOf(key) !== keys.lastIndexOf(key)
