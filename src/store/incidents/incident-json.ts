import { z } from 'zod'
import type { Incident, Mute } from '../../core/incidents/incident.ts'
import { fromRichJson } from '../rich-json.ts'

/** Keys of a newer version are kept as they are. Throws when it is no incident that this program knows. */
export const readIncident = (body: string): Incident => StoredIncident.parse(fromRichJson(body))

/** Throws when it is no mute that this program knows. */
export const readMute = (body: string): Mute => StoredMute.parse(fromRichJson(body))

const Subject = z.looseObject({
  group: z.string(),
  resource: z.string(),
  kind: z.string(),
  name: z.string(),
})

const Person = z.looseObject({ userId: z.string(), teamId: z.string(), user: z.string() })

const IncidentShape = z.looseObject({
  id: z.string(),
  version: z.number(),
  key: z.string(),
  state: z.enum(['open', 'resolved']),
  scope: z.looseObject({ cluster: z.string(), environment: z.string(), production: z.boolean() }),
  detector: z.string(),
  cause: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  about: Subject,
  summary: z.array(z.unknown()),
  evidence: z.array(z.array(z.unknown())),
  affected: z.looseObject({ count: z.number(), some: z.array(Subject) }),
  since: z.iso.datetime(),
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  times: z.number(),
  channel: z.string(),
  told: z.boolean(),
})

const StoredIncident = z.custom<Incident>(
  (value) => IncidentShape.safeParse(value).success,
  'it is no incident that this version knows',
)

const MuteShape = z.looseObject({
  id: z.string(),
  what: z.looseObject({ kind: z.enum(['incident', 'owner', 'namespace', 'cause']) }),
  by: Person,
  until: z.iso.datetime(),
})

const StoredMute = z.custom<Mute>(
  (value) => MuteShape.safeParse(value).success,
  'it is no mute that this version knows',
)
