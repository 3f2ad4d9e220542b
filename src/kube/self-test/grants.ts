import { z } from 'zod'
import type { Caller, Transport } from '../transport/call.ts'
import { reviewCall } from '../session/reviews.ts'

const Rules = z.object({
  status: z.object({
    resourceRules: z.array(
      z.object({
        verbs: z.array(z.string()),
        resources: z.array(z.string()).default([]),
        resourceNames: z.array(z.string()).default([]),
      }),
    ),
  }),
})

/** Whom the bot may impersonate: names, or anybody. */
export type Grants = { readonly users: Names; readonly groups: Names }
export type Names = 'any' | readonly string[]

/**
 * What the bot's own rules say, to choose somebody for the test whom it may impersonate. Where they say nothing
 * (another authorizer, an old or odd server) anybody is tried: the server itself has the last word anyway.
 */
export async function readGrants(transport: Transport, asBot: Caller): Promise<Grants> {
  const call = reviewCall('authorization.k8s.io/v1', 'SelfSubjectRulesReview', {
    namespace: 'default',
  })
  const reply = await transport.json(call, asBot).catch((error: unknown) => {
    if (error instanceof Error && 'right' in error) return { body: undefined }
    throw error
  })
  const parsed = Rules.safeParse(reply.body)
  const rules = (parsed.data?.status.resourceRules ?? []).filter(({ verbs }) =>
    verbs.some((verb) => verb === '*' || verb.startsWith('impersonate')),
  )
  return { users: namesOf('users', rules), groups: namesOf('groups', rules) }
}

function namesOf(resource: string, rules: z.infer<typeof Rules>['status']['resourceRules']): Names {
  const about = rules.filter(({ resources }) =>
    resources.some((one) => one === '*' || one === resource),
  )
  const limited = about.every(({ resourceNames }) => resourceNames.length > 0)
  if (about.length === 0 || !limited) return 'any'
  return about.flatMap(({ resourceNames }) => resourceNames)
}
