import type { AuditEntry } from '../audit.ts'
import type { Vote } from '../held/held-plan.ts'

export const voteFacts = ({
  voter,
  choice,
  reason,
}: Vote): NonNullable<AuditEntry['votes']>[number] => ({
  userId: voter.userId,
  user: voter.user,
  choice,
  ...(reason !== undefined && { reason }),
})
