import { z } from 'zod'
import { reviewCall } from '../session/reviews.ts'
import type { Caller, Transport } from '../transport/call.ts'

const Strings = z
  .array(z.string())
  .nullish()
  .transform((found) => found ?? [])
const Rule = z.object({
  verbs: Strings,
  apiGroups: Strings,
  resources: Strings,
  resourceNames: Strings,
})
/** A rule that an account has, as the API server lists it. */
export type GrantedRule = z.infer<typeof Rule>

const Rules = z.object({ status: z.object({ resourceRules: z.array(Rule) }) })

export async function readRules(
  transport: Transport,
  asBot: Caller,
  namespace: string,
): Promise<readonly GrantedRule[]> {
  const call = reviewCall('authorization.k8s.io/v1', 'SelfSubjectRulesReview', { namespace })
  const { body } = await transport.json(call, asBot)
  return Rules.parse(body).status.resourceRules
}
