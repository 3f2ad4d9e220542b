import { z } from 'zod'
import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'
import { durationBetween } from '../core/words/duration-setting.ts'

export const StoreSettings = z.strictObject({
  path: z
    .string()
    .min(1)
    .default('deckwatch.sqlite')
    .describe(
      'SQLite file of what must outlive a restart: held plans, votes, messages to send, the audit trail. Relative to this file; not used when DATABASE_URL names a PostgreSQL.',
    ),
})
export type StoreSettings = z.infer<typeof StoreSettings>

export const AuditSettings = z.strictObject({
  checkpoints: z
    .strictObject({
      every: durationBetween('1m', '7d')
        .default(3_600_000)
        .describe('How often, at most; only when there are new records.'),
      channel: z
        .string()
        .regex(/^[CG][A-Z0-9]{2,}$/, 'expected a channel id such as C0123ABCD')
        .optional()
        .describe('Channel id that they are posted to.'),
      webhook: z
        .url({ protocol: /^https$/ })
        .optional()
        .describe('https URL that they are sent to, as JSON by POST.'),
    })
    .refine(({ channel, webhook }) => channel !== undefined || webhook !== undefined, {
      error: 'expected a channel or a webhook to send them to',
    })
    .optional()
    .describe('Sends number and hash of the newest record elsewhere: proof for `audit verify`.'),
})
export type AuditSettings = z.infer<typeof AuditSettings>

/** Where the store is. */
export type StoreTarget =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string }

/** PostgreSQL when `DATABASE_URL` says so, else the file. Throws ConfigError for another kind of URL. */
export function storeTarget({ path }: StoreSettings, env: Env): StoreTarget {
  const url = env['DATABASE_URL']?.trim()
  if (!url) return { engine: 'sqlite', path }
  // The URL holds a password: it is not repeated.
  if (!URL.canParse(url) || !['postgres:', 'postgresql:'].includes(new URL(url).protocol))
    throw new ConfigError(['DATABASE_URL is no URL of a PostgreSQL: expected postgres://…'])
  return { engine: 'postgres', url }
}
