import { createHash, timingSafeEqual } from 'node:crypto'
import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'

export const TOKEN_NAME = 'DECKWATCH_ALERTMANAGER_TOKEN'
const SHORTEST = 16

/** What an Alertmanager has to know. Throws ConfigError that says what is missing. */
export function readAlertToken(env: Env): string {
  const token = env[TOKEN_NAME]?.trim() ?? ''
  const how = 'for instance what `openssl rand -hex 32` prints; Alertmanager sends the same'
  if (token === '')
    throw new ConfigError([
      `${TOKEN_NAME} is not set: notifications.alertmanager takes alerts from nobody without it (${how}).`,
    ])
  if (/\s/u.test(token))
    throw new ConfigError([`${TOKEN_NAME} holds white space inside: it needs one token.`])
  if (token.length < SHORTEST)
    throw new ConfigError([
      `${TOKEN_NAME} is only ${token.length} characters long: it needs ${SHORTEST} or more (${how}).`,
    ])
  return token
}

/** Whether a request may come in, by every `Authorization` header it has. Takes as long for a wrong token as for the right one. */
export function isBearer(headers: readonly string[], token: string): boolean {
  const [header = '', second] = headers
  const [, given = ''] = /^bearer +(\S+)$/iu.exec(header) ?? []
  return second === undefined && timingSafeEqual(digest(given), digest(token))
}

const digest = (value: string) => createHash('sha256').update(value).digest()
