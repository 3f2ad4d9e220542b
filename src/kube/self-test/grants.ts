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
export type Grants = {
  readonly users: Names
  readonly groups: Names
  /** It may act as people only so far, and by another rule as far as it likes: the server takes either. */
  readonly isLimitedInVain: boolean
}
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
    verbs.some((verb) => WHOM.includes(verb)),
  )
  const granted = (wanted: string) => rules.some(({ verbs }) => verbs.includes(wanted))
  return {
    users: namesOf('users', rules),
    groups: namesOf('groups', rules),
    isLimitedInVain: granted(CONSTRAINED) && granted('impersonate'),
  }
}

/** Constrained impersonation has a verb of its own for whom, and others (`impersonate-on:…`) for what. */
const CONSTRAINED = 'impersonate:user-info'
const WHOM = ['*', 'impersonate', CONSTRAINED]

/** Where rules speak of impersonation at all, what none of them names is not granted. */
function namesOf(resource: string, rules: z.infer<typeof Rules>['status']['resourceRules']): Names {
  const about = rules.filter(({ resources }) =>
    resources.some((one) => one === '*' || one === resource),
  )
  const limited = about.every(({ resourceNames }) => resourceNames.length > 0)
  if (rules.length === 0 || !limited) return 'any'
  return [...new Set(about.flatMap(({ resourceNames }) => resourceNames))]
}
