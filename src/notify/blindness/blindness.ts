import type { Finding } from '../../core/finding.ts'
import type { Clock } from '../../core/seams.ts'
import type { ResourceName, WatchState } from '../../core/watched.ts'
import type { Sight } from '../incidents/sight.ts'
import { createSigns, type Signs } from '../incidents/signs.ts'
import type { OwnFinding, OwnTrouble } from './own-trouble.ts'
import { ownTroubles } from './own-troubles.ts'
import type { Senses } from './senses.ts'
import { isSilent } from './watches.ts'

/** What keeps the bot from seeing and telling, as signs like all others. */
export type Blindness = Sight & {
  /** Looks at itself. */
  look(): Promise<void>
  /** All watches, as they were at the last look. */
  watches(): readonly WatchState[]
  /** Whether a kind of a cluster, or one of its namespaces, is not heard of. */
  isDeafTo(cluster: string, resource: ResourceName): boolean
}

type Parts = { readonly sense: () => Promise<Senses>; readonly clock: Clock }

/** A process that sees a trouble of its own says so this often, in ms, and others leave it alone for twice as long. */
export const CONFIRM_MS = 5 * 60_000

/** A channel that nothing is brought to any more says nothing: so long what is known of it is kept. */
const REMEMBER_MS = 24 * 3_600_000

export function createBlindness({ sense, clock }: Parts): Blindness {
  const signs = createSigns()
  let shown: ReadonlySet<string> = new Set()
  let since: Date | undefined
  let senses: Senses | undefined

  return {
    live: signs.live,
    goneSince: signs.goneSince,
    lookedSince: () => since,
    async look() {
      senses = await sense()
      const { now } = senses
      const found = seen(senses)
      for (const uid of shown) if (!found.has(uid)) put(signs, [uid, []], now)
      for (const one of found) put(signs, one, now)
      shown = new Set(found.keys())
      since ??= clock.now()
    },
    watches: () => senses?.watches ?? [],
    isSilent: () => false,
    isDeafTo: (cluster, resource) =>
      senses?.watches.some(
        (watch) => watch.cluster === cluster && watch.resource === resource && isSilent(watch),
      ) ?? false,
    isBlind({ key, cause, about, updatedAt }) {
      if (!senses) return true
      const ageMs = senses.now.getTime() - Date.parse(updatedAt)
      // Another process may see it, or one that was before this one.
      if (signs.goneSince(key) === undefined && ageMs < 2 * CONFIRM_MS) return true
      if (cause === 'delivery-backlog') return senses.backlog === undefined
      if (cause !== 'channel-refused') return false
      const isTried = senses.channels.some(({ channel }) => channel === about.name)
      return !isTried && ageMs < REMEMBER_MS
    },
  }
}

const NO_METADATA = { labels: {}, annotations: {} }

type Shown = readonly [uid: string, seen: readonly { trouble: OwnTrouble; found: OwnFinding }[]]

/** All that is wrong, by what shows it. */
const seen = (senses: Senses): ReadonlyMap<string, Shown[1]> =>
  Map.groupBy(
    ownTroubles.flatMap((trouble) => trouble.see(senses).map((found) => ({ trouble, found }))),
    ({ found: { subject, about, cluster } }) => `${cluster}/${(subject ?? about).uid}`,
  )

function put(signs: Signs, [uid, all]: Shown, now: Date): void {
  const cluster = all[0]?.found.cluster ?? ''
  const seenHere = all.map(({ trouble, found }) => ({
    finding: findingOf(trouble, found),
    detector: trouble,
    metadata: NO_METADATA,
  }))
  signs.put({ cluster, uid }, seenHere, now)
}

function findingOf({ id, severity }: OwnTrouble, found: OwnFinding): Finding {
  const { about, subject = about, summary, evidence, since, diagnosis, explains } = found
  return {
    detector: id,
    cause: id,
    severity,
    subject,
    about,
    summary,
    evidence,
    ...(since && { since }),
    ...(diagnosis && { diagnosis }),
    ...(explains && { explains }),
  }
}
