import type { Actor } from '../../core/actor.ts'
import { DeniedError } from '../../core/errors.ts'
import { code, text } from '../../core/text.ts'

type Identity = Pick<Actor, 'user' | 'groups' | 'userId' | 'teamId'>

/** The extra keys that say who asked; the bot needs `impersonate` on `userextras/<key>` for each. */
export const EXTRA_KEYS = ['slack-user', 'slack-team', 'request-id'] as const

/**
 * The headers that make a call the person's. An empty user would be no impersonation at all: Kubernetes would then
 * take the call for the bot's own, with the bot's rights. So anything that is not plainly a name is refused.
 */
export function impersonate(actor: Identity, requestId: string): string[] {
  const extras = { 'slack-user': actor.userId, 'slack-team': actor.teamId, 'request-id': requestId }
  const headers = ['impersonate-user', headerValue(actor.user, 'user')]
  for (const group of actor.groups) {
    if (group === 'system:masters') throw refuse(group, 'group')
    headers.push('impersonate-group', headerValue(group, 'group'))
  }
  for (const key of EXTRA_KEYS) {
    headers.push(`impersonate-extra-${key}`, encodeURIComponent(extras[key]))
  }
  return headers
}

/** Go trims header values, and a comma list is what a merging proxy makes of several groups. */
function headerValue(value: string, what: string): string {
  const isPlain = value !== '' && value.length <= 1000 && value.trim() === value
  if (!isPlain || /\p{Cc}/u.test(value)) throw refuse(value, what)
  return Buffer.from(value, 'utf8').toString('latin1') // Node writes headers as latin1, Kubernetes reads UTF-8
}

const refuse = (value: string, what: string) =>
  new DeniedError(
    'bad-identity',
    text`You are mapped to a Kubernetes ${what} that cannot be used: ${code(JSON.stringify(value.slice(0, 60)))}.`,
    { hint: text`An operator must mend the identity map.` },
  )
