import { z } from 'zod'
import { ConfigError } from '../core/errors.ts'

export const StoreSettings = z.strictObject({
  path: z
    .string()
    .min(1)
    .default('deckwatch.sqlite')
    .describe(
      'SQLite file of the audit trail, relative to this file; not used when DATABASE_URL names a PostgreSQL.',
    ),
})
export type StoreSettings = z.infer<typeof StoreSettings>

/** Where the store is. */
export type StoreTarget =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string }

type Environment = Readonly<Record<string, string | undefined>>

/** PostgreSQL when `DATABASE_URL` says so, else the file. Throws ConfigError for another kind of URL. */
export function storeTarget({ path }: StoreSettings, env: Environment): StoreTarget {
  const url = env['DATABASE_URL']?.trim()
  if (!url) return { engine: 'sqlite', path }
  // The URL holds a password: it is not repeated.
  if (!URL.canParse(url) || !['postgres:', 'postgresql:'].includes(new URL(url).protocol))
    throw new ConfigError(['DATABASE_URL is no URL of a PostgreSQL: expected postgres://…'])
  return { engine: 'postgres', url }
}
