import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Alert } from '../core/alert.ts'

/** What is kept of the words of others. */
const MOST = { words: 64, name: 200, value: 1000, source: 2000 }

/** No alert has so many labels: to look at each of them takes too long. */
const MOST_LABELS = 1000

const Words = z.custom<Readonly<Record<string, string>>>(
  (value) => isObject(value) && areWords(Object.values(value)),
)

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const areWords = (values: readonly unknown[]): boolean =>
  values.length <= MOST_LABELS && values.every((value) => typeof value === 'string')

/** In UTC, of a year that has four digits there too. */
const Moment = z.iso
  .datetime({ offset: true })
  .transform((at) => new Date(at).toISOString())
  .pipe(z.iso.datetime())

export const WebhookAlert = z.looseObject({
  status: z.enum(['firing', 'resolved']),
  labels: Words,
  annotations: Words.optional(),
  startsAt: Moment,
  endsAt: Moment.optional(),
  generatorURL: z.string().optional(),
  fingerprint: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .optional(),
})
export type WebhookAlert = z.infer<typeof WebhookAlert>

/** As it is kept: capped. */
export function alertFrom(alert: WebhookAlert, cluster: string, heardAt: Date): Alert {
  const { status, labels, annotations = {}, startsAt, endsAt, generatorURL = '' } = alert
  const source = generatorURL.length <= MOST.source && isWeb(generatorURL)
  return {
    cluster,
    fingerprint: alert.fingerprint ?? fingerprintOf(labels),
    state: status,
    labels: capped(labels),
    annotations: capped(annotations),
    startsAt,
    // One that fires has Go's zero time there, or a guess of its sender's.
    ...(status === 'resolved' && { endsAt: endsAt ?? heardAt.toISOString() }),
    heardAt: heardAt.toISOString(),
    ...(source && { source: generatorURL }),
  }
}

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
