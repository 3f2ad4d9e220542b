import type { Actor } from '../../src/core/actor.ts'
import { UsageError } from '../../src/core/errors.ts'
import { code, text } from '../../src/core/text.ts'
import { nearest } from '../../src/core/words/suggest.ts'
import type { IdentitySettings } from './identity-settings.ts'

/**
 * The person of the explicit identity map that somebody means by a Slack id, a Kubernetes user or a name, without
 * asking Slack: user groups and e-mail mapping do not count. Throws UsageError for somebody it does not hold.
 */
export function offlineActor({ users }: IdentitySettings, as: string, teamId = 'T0'): Actor {
  const found = Object.entries(users).find(
    ([userId, { user, name }]) => userId === as || user === as || name === as,
  )
  if (found) {
    const [userId, { user, groups, roles, name }] = found
    return { userId, teamId, name: name ?? user, user, groups, roles }
  }
  const known = Object.entries(users).flatMap(([userId, { user }]) => [userId, user])
  throw new UsageError('unknown-user', text`${code(as)} is not in the identity map.`, {
    suggestions: nearest(as, known),
    hint: text`Give a Slack id or Kubernetes user from ${code('identity.users')}.`,
  })
}
