import { z } from 'zod'
import { ImpersonatedGroup, ImpersonatedUser, UserTemplate } from './impersonated-names.ts'
import { KebabName, SlackUserId, UsergroupId } from '../policy/ids.ts'

const Groups = z.array(ImpersonatedGroup).max(50).default([])
const Roles = z.array(KebabName).default([])

const MappedUser = z.strictObject({
  user: ImpersonatedUser.describe('Kubernetes user that this person acts as.'),
  groups: Groups.describe('Kubernetes groups that this person acts with.'),
  roles: Roles.describe('Policy roles of this person.'),
  name: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe('What to call them; default: their name in Slack.'),
})

const Domain = z
  .string()
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'is not a mail domain such as example.com')

const ByEmail = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Map people without an entry by their verified e-mail.'),
    domains: z.array(Domain).default([]).describe('Only addresses in these domains.'),
    userTemplate: UserTemplate.default('{email}').describe(
      'Kubernetes user of an address: {email}, {local} and {domain} are replaced.',
    ),
    groups: Groups.describe('Kubernetes groups of everybody who is mapped by e-mail.'),
    roles: Roles.describe('Policy roles of everybody who is mapped by e-mail.'),
    why: z
      .string()
      .min(10)
      .max(300)
      .optional()
      .describe(
        'Why your workspace’s addresses can be trusted, e.g. "SSO enforced, profile locked".',
      ),
  })
  .refine(({ enabled, domains }) => !enabled || domains.length > 0, {
    path: ['domains'],
    error: 'is empty: name the domains whose addresses count',
  })
  .refine(({ domains, userTemplate }) => domains.length < 2 || userTemplate.includes('{email}'), {
    path: ['userTemplate'],
    error: 'needs {email}: with several domains two people would be the same user',
  })
  .refine(({ enabled, why }) => !enabled || why !== undefined, {
    path: ['why'],
    error:
      'is missing: say why addresses in this workspace can be trusted (people can change theirs without SSO)',
  })

const Usergroup = z.strictObject({
  roles: Roles.describe('Policy roles of its members.'),
  groups: Groups.describe('Kubernetes groups of its members.'),
})

/** Who people in Slack are to Kubernetes. */
export const IdentitySettings = z.strictObject({
  users: z
    .record(SlackUserId, MappedUser)
    .default({})
    .describe('Slack user id to Kubernetes user.'),
  email: ByEmail.prefault({}).describe('Mapping by verified e-mail; off unless enabled.'),
  usergroups: z
    .record(UsergroupId, Usergroup)
    .default({})
    .describe('Slack user group id to what its members get on top.'),
})
export type IdentitySettings = z.infer<typeof IdentitySettings>
