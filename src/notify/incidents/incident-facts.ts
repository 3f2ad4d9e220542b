import type { Subject } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Sign } from './sign.ts'

/** How many names are kept: a message shows no more. */
const NAMED = 5

export type Facts = Pick<
  Incident,
  | 'severity'
  | 'summary'
  | 'evidence'
  | 'nextStep'
  | 'affected'
  | 'diagnosis'
  | 'rollout'
  | 'swallows'
>

type Around = { readonly bare: readonly Subject[]; readonly swallowed: readonly Subject[] }

/** In a storm thousands are looked at in each turn, and few of them have changed since the last. */
const factsAlone = new WeakMap<Sign, Facts>()

/** What is true of a trouble now. */
export function factsOf(sign: Sign, around: Around): Facts {
  if (around.bare !== sign.subjects || around.swallowed.length > 0) return factsAmong(sign, around)
  const facts = factsAlone.get(sign) ?? factsAmong(sign, around)
  factsAlone.set(sign, facts)
  return facts
}

function factsAmong({ finding, detector }: Sign, { bare, swallowed }: Around): Facts {
  const { severity, summary, evidence, diagnosis, rollout } = finding
  return {
    severity,
    summary,
    evidence,
    nextStep: detector.nextStep,
    affected: counted(bare),
    ...(diagnosis && { diagnosis }),
    ...(rollout && { rollout }),
    ...(swallowed.length > 0 && { swallows: counted(swallowed) }),
  }
}

/** The incident that these facts were found to be the same as. */
const foundSame = new WeakMap<Facts, Incident>()

/** Put together from a stored incident: to see whether anything is new. */
export function sameFacts(incident: Incident, facts: Facts): boolean {
  if (foundSame.get(facts) === incident) return true
  const isSame = JSON.stringify(pick(incident)) === JSON.stringify(pick(facts))
  if (isSame) foundSame.set(facts, incident)
  return isSame
}

/** The incident with these facts; what is no longer true of it goes. */
export function withFacts(incident: Incident, facts: Facts): Incident {
  const { diagnosis: _, rollout: __, swallows: ___, ...rest } = incident
  return { ...rest, ...facts }
}

const pick = ({
  severity,
  summary,
  evidence,
  nextStep,
  affected,
  diagnosis,
  rollout,
  swallows,
}: Facts) => [
  severity,
  summary,
  evidence,
  nextStep,
  affected.count,
  affected.some.map(({ name }) => name),
  diagnosis?.mode,
  diagnosis?.likely,
  rollout?.revision,
  swallows?.count,
  swallows?.some.map(({ name }) => name),
]

const counted = (subjects: readonly Subject[]) => ({
  count: subjects.length,
  some: subjects.toSorted((one, other) => one.name.localeCompare(other.name)).slice(0, NAMED),
})
