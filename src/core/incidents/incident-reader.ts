import type { LogQuery, LogText } from '../cluster.ts'
import type { Happening } from '../kinds/event.ts'

/**
 * Port: what is read of one cluster to say more of an incident than is watched, in the bot's own name: whatever it may
 * read here, everybody in the channel sees. Each call ends within seconds. Throws the errors of `errors.ts`; a
 * ForbiddenError where the bot was not given the right, `get pods/log` or `list events`.
 */
export type IncidentReader = {
  readonly cluster: string
  logs(query: LogQuery, signal: AbortSignal): Promise<LogText>
  /** What happened to one object, as far as the cluster still knows; oldest first. */
  events(of: EventSubject, signal: AbortSignal): Promise<readonly Happening[]>
}

export type EventSubject = {
  readonly kind: string
  readonly name: string
  /** Absent for what has none: nodes. */
  readonly namespace?: string
}
