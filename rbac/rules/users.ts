import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { SlackUserId } from '../policy/ids.ts'

export const users = defineCondition({
  key: 'users',
  help: 'The person is one of these: Slack ids, or Kubernetes users as the identity map gives them.',
  option: z.array(z.string().min(1)).min(1),
  wanted: (wanted) => `one of the people ${wanted.join(', ')}`,
  look:
    (wanted) =>
    ({ facts: { actor } }) =>
      settled(
        wanted.some((user) => (isSlackId(user) ? actor.userId : actor.user) === user),
        `${actor.userId} (${actor.user})`,
      ),
})

/** What looks like a Slack id is compared with the Slack id only, so that no user name can pose as one. */
const isSlackId = (user: string) => SlackUserId.safeParse(user).success
