import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { UsergroupId } from '../policy/ids.ts'

const Group = z
  .string()
  .min(1)
  .refine((group) => !UsergroupId.safeParse(group).success, {
    error: 'looks like a Slack user group: bind it to a role (bindings) and use the role here',
  })

export const groups = defineCondition({
  key: 'groups',
  help: 'The person has at least one of these Kubernetes groups.',
  option: z.array(Group).min(1),
  wanted: (wanted) => `one of the groups ${wanted.join(', ')}`,
  look:
    (wanted) =>
    ({ facts: { actor } }) =>
      settled(
        wanted.some((group) => actor.groups.includes(group)),
        actor.groups.length === 0 ? 'no group' : actor.groups.join(', '),
      ),
})
