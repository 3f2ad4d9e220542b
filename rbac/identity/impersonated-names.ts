import { z } from 'zod'

const MASTERS = 'system:masters'
const CONTROL = /\p{Cc}/u

/**
 * A user that may be impersonated. `system:` users are the cluster's own; of those only a service account, written
 * out in full, can be meant.
 */
export const ImpersonatedUser = z.string().superRefine((user, ctx) => {
  const problem = userProblem(user)
  if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem })
})

/** A group that may be impersonated: never `system:masters`, which no access control stops. */
export const ImpersonatedGroup = z.string().superRefine((group, ctx) => {
  const problem = groupProblem(group)
  if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem })
})

/** Makes a user of an e-mail address. */
export const UserTemplate = z
  .string()
  .regex(/^[A-Za-z0-9:._@/{}-]+$/, 'is not a template such as {email} or oidc:{local}')
  .refine((template) => /\{(?:email|local)\}/.test(template), {
    error: 'names nobody: use {email} or {local}, or everybody would be the same user',
  })
  .refine((template) => !/\{(?!email\}|local\}|domain\})/.test(template), {
    error: 'knows {email}, {local} and {domain} only',
  })
  .refine((template) => !template.startsWith('system:'), {
    error: 'begins with system:, which is the cluster’s own',
  })

/** Why this must not be impersonated; undefined when it may. */
export function userProblem(user: string): string | undefined {
  if (user.trim() === '' || user.trim() !== user) return 'is empty or has spaces around it'
  if (user.length > 253 || CONTROL.test(user)) return 'is not a user name'
  if (user.includes('*')) return 'is not one user: patterns are not allowed here'
  const isServiceAccount = /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/.test(user)
  return user.startsWith('system:') && !isServiceAccount
    ? `${user} is the cluster's own user and cannot be given to a person`
    : undefined
}

function groupProblem(group: string): string | undefined {
  if (group.trim() === '' || group.trim() !== group) return 'is empty or has spaces around it'
  if (group.length > 253 || CONTROL.test(group)) return 'is not a group name'
  if (group.includes('*')) return 'is not one group: patterns are not allowed here'
  if (group.toLowerCase() === MASTERS)
    return `${MASTERS} passes every access control: it is never given to people`
  return group.startsWith('system:')
    ? `${group} is the cluster's own group and cannot be given to a person`
    : undefined
}
