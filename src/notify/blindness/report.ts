import type { Incident } from '../../core/incidents/incident.ts'
import type { OwnTroubleNow, WatchingReport } from '../../core/status.ts'
import { plain, text } from '../../core/text.ts'
import { sayOwner } from '../cards/subject-words.ts'
import type { Ledger } from '../ledger.ts'
import { compareSeverity, type Sign } from '../incidents/sign.ts'
import type { Blindness } from './blindness.ts'
import { isOwn } from './own.ts'
import { ownTroubles } from './own-troubles.ts'

export type EngineReport = WatchingReport & { readonly troubles: readonly OwnTroubleNow[] }

/** How watching and telling go, for those who ask. */
export function reportOf(blindness: Blindness, ledger: Pick<Ledger, 'incidents'>): EngineReport {
  const open = ledger.incidents().filter(({ state }) => state === 'open')
  const told = open.filter(({ about, foldedInto }) => !isOwn(about) && foldedInto === undefined)
  return {
    watches: blindness.watches(),
    open: told.length,
    muted: told.filter(({ mute }) => mute !== undefined).length,
    troubles: blindness
      .live()
      .toSorted((one, other) => compareSeverity(other.finding.severity, one.finding.severity))
      .map((sign) => sayTrouble(sign, open)),
  }
}

/** The incident of its own for which the bot cannot be relied on: open, and nobody muted it. */
export function sayGrave(ledger: Pick<Ledger, 'incidents'>): string | undefined {
  const grave = ledger
    .incidents()
    .find(
      ({ state, about, cause, mute, foldedInto }) =>
        state === 'open' && isOwn(about) && !mute && !foldedInto && GRAVE.has(cause),
    )
  return grave && plain(text`${sayOwner(grave.about)} ${grave.summary}`)
}

const GRAVE = new Set(ownTroubles.flatMap(({ id, isGrave }) => (isGrave ? [id] : [])))

function sayTrouble({ key, finding, since }: Sign, open: readonly Incident[]): OwnTroubleNow {
  const { about, summary, diagnosis } = finding
  const incident = open.find((one) => one.key === key && one.foldedInto === undefined)
  const nextStep = diagnosis?.nextStep
  return {
    what: text`${sayOwner(about)} ${summary}`,
    since,
    ...(nextStep && { nextStep }),
    ...(incident && { incident: incident.id }),
  }
}
