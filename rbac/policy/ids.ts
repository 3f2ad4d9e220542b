import { z } from 'zod'

export const SlackUserId = z
  .string()
  .regex(/^[UW][A-Z0-9]{2,}$/, 'is not a Slack user id such as U012AB3CD')
export const UsergroupId = z
  .string()
  .regex(/^S[A-Z0-9]{2,}$/, 'is not a Slack user group id such as S012AB3CD')
export const ChannelId = z
  .string()
  .regex(/^[CDG][A-Z0-9]{2,}$/, 'is not a Slack channel id such as C012AB3CD')

/** Names that people choose for roles and rules. */
export const KebabName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a name: lower-case words joined by dashes')
