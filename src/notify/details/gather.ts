import type { LateChange } from './late-change.ts'
import type { AuditLog } from '../../core/audit.ts'
import { DeckwatchError, ForbiddenError } from '../../core/errors.ts'
import type { IncidentReader } from '../../core/incidents/incident-reader.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { SeenChanges } from '../../core/incidents/seen-change.ts'
import type { Happening } from '../../core/kinds/event.ts'
import type { Text } from '../../core/text.ts'
import type { Look, Watching } from '../../core/watched.ts'
import { eventSubjects } from './event-subjects.ts'
import { type FailingContainer, type WorstPod, worstPod } from './failing-container.ts'
import { changedLately } from './lately.ts'
import { nodeState } from './node-state.ts'

export type GatherParts = {
  readonly watchings: readonly Watching[]
  readonly readers: readonly IncidentReader[]
  readonly changes: SeenChanges
  readonly audit: AuditLog
}

/** What there is to say of an incident below its card; what could not be read is left out. */
export type Gathered = {
  readonly at: Date
  readonly log?: FailingContainer & { readonly pod: string; readonly lines: string }
  /** Warnings, those seen most often first. */
  readonly warnings: readonly Happening[]
  readonly changes: readonly LateChange[]
  readonly node?: Text
  /** Rights that the bot was not given, such as `get pods/log`. */
  readonly lacking: readonly string[]
}

const LATELY_MS = 30 * 60_000
const LINES = 20
const MOST_BYTES = 64 * 1024
const WARNINGS = 6

type When = { readonly now: Date; readonly signal: AbortSignal }

export async function gather(
  incident: Incident,
  { watchings, readers, ...sources }: GatherParts,
  { now, signal }: When,
): Promise<Gathered> {
  const { cluster } = incident.scope
  const look = watchings.find((watching) => watching.cluster === cluster)?.look
  const reader = readers.find((one) => one.cluster === cluster)
  const from = new Date(now.getTime() - LATELY_MS)
  const [read, changes] = await Promise.all([
    look && reader ? readCluster(incident, from, { look, reader, signal }) : NOTHING,
    changedLately(incident, from, { ...sources, look }),
  ])
  return { at: now, changes, ...read }
}

const NOTHING = { warnings: [], lacking: [] }

type Reading = {
  readonly look: Look
  readonly reader: IncidentReader
  readonly signal: AbortSignal
}

async function readCluster(
  incident: Incident,
  from: Date,
  reading: Reading,
): Promise<Omit<Gathered, 'at' | 'changes'>> {
  const { look, reader, signal } = reading
  const worst = worstPod(incident, look)
  const lacking = new Set<string>()
  const [log, ...events] = await Promise.all([
    unlessRefused(readLog(worst, reading), lacking),
    ...eventSubjects(incident, worst?.pod, look).map((subject) =>
      unlessRefused(reader.events(subject, signal), lacking),
    ),
  ])
  const node = nodeState(incident, worst?.pod, look)
  return {
    ...(log && { log }),
    warnings: warningsIn(
      events.flatMap((found) => found ?? []),
      from,
    ),
    ...(node && { node }),
    lacking: [...lacking].toSorted(),
  }
}

async function readLog(
  worst: WorstPod | undefined,
  { reader, signal }: Reading,
): Promise<Gathered['log']> {
  if (!worst?.failing) return undefined
  const { failing } = worst
  const { name: pod, namespace = '' } = worst.pod
  const query = { namespace, pod, ...failing, tailLines: LINES, limitBytes: MOST_BYTES }
  const lines = (await reader.logs(query, signal)).text
  return lines.trim() === '' ? undefined : { pod, ...failing, lines }
}

/** Nothing of it is worth more than the card: what is foreseen to fail is left out, a missing right is named. */
async function unlessRefused<T>(reading: Promise<T>, lacking: Set<string>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof DeckwatchError)) throw error
    if (error instanceof ForbiddenError) lacking.add(`${error.right.verb} ${error.right.resource}`)
    return undefined
  }
}

const warningsIn = (found: readonly Happening[], from: Date): readonly Happening[] =>
  found
    .filter(({ isWarning, at }) => isWarning && at >= from)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, WARNINGS)
