import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Alert } from '../core/alert.ts'

/** What is kept of the words of others. */
const MOST = { words: 64, name: 200, value: 1000, source: 2000 }

const Words = z.record(z.string(), z.string())

export const WebhookAlert = z.looseObject({
  status: z.enum(['firing', 'resolved']),
  labels: Words,
  annotations: Words.optional(),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  generatorURL: z.string().optional(),
  fingerprint: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .optional(),
})
type WebhookAlert = z.infer<typeof WebhookAlert>

/** As it is kept: capped, times in UTC. */
export function alertFrom(alert: WebhookAlert, cluster: string, heardAt: Date): Alert {
  const { status, labels, annotations = {}, startsAt, endsAt, generatorURL = '' } = alert
  const source = generatorURL.length <= MOST.source && isWeb(generatorURL)
  return {
    cluster,
    fingerprint: alert.fingerprint ?? fingerprintOf(labels),
    state: status,
    labels: capped(labels),
    annotations: capped(annotations),
    startsAt: utc(startsAt),
    // One that fires has Go's zero time there, or a guess of its sender's.
    ...(status === 'resolved' && { endsAt: utc(endsAt ?? heardAt.toISOString()) }),
    heardAt: heardAt.toISOString(),
    ...(source && { source: generatorURL }),
  }
}

const utc = (at: string): string => new Date(at).toISOString()

/** Senders other than Alertmanager leave it out. */
const fingerprintOf = (labels: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(
      JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    )
    .digest('hex')
    .slice(0, 32)

const capped = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(words)
      .filter(([name]) => name.length <= MOST.name && name !== '__proto__')
      .slice(0, MOST.words)
      .map(([name, value]) => [name, value.slice(0, MOST.value)]),
  )

function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
