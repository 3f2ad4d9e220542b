import { z } from 'zod'
import { durationBetween } from '../../src/core/words/duration-setting.ts'
import { TimeWindow } from '../../src/core/windows/time-window.ts'
import { conditionShape } from '../rules/index.ts'
import { askShape } from './ask-document.ts'
import { ChannelId, KebabName, SlackUserId, UsergroupId } from './ids.ts'

const Text = z.string().trim().min(1).max(300)

const Role = z.strictObject({ description: Text.optional() })

const Binding = z.strictObject({
  users: z.array(SlackUserId).optional().describe('Slack user ids'),
  usergroups: z.array(UsergroupId).optional().describe('Slack user group ids'),
  groups: z.array(z.string().min(1)).optional().describe('Kubernetes groups of the mapped user'),
})

const Rule = z.strictObject({
  name: KebabName,
  effect: z.enum(['allow', 'ask', 'deny']),
  reason: Text.describe('Shown to people; for a denial the reason and the way on'),
  contact: Text.optional().describe('Whom to ask; shown with a denial'),
  ...askShape,
  ...conditionShape,
})

const { time: _time, risk: _risk, ...freezeConditions } = conditionShape

const Freeze = z.strictObject({
  name: KebabName,
  effect: z.enum(['ask', 'deny']),
  reason: Text.describe('Why nothing should change; shown to people'),
  contact: Text.optional().describe('Whom to ask; shown with a denial'),
  windows: z.array(TimeWindow).min(1).max(100).describe('When it holds'),
  ...askShape,
  ...freezeConditions,
})

const OnCall = z
  .strictObject({
    users: z.array(SlackUserId).optional().describe('Slack user ids'),
    usergroup: UsergroupId.optional().describe('The Slack user group that your pager keeps'),
  })
  .refine(({ users = [], usergroup }) => users.length > 0 || usergroup !== undefined, {
    error: 'names nobody: give users or a usergroup',
  })

const People = {
  roles: z.array(KebabName).default([]),
  users: z.array(SlackUserId).default([]).describe('Slack user ids'),
}

const BreakGlass = z.strictObject({
  ...People,
  channel: ChannelId.describe('Where every use is told, loudly'),
  minReason: z.int().min(1).max(300).default(20).describe('Least length of the typed reason'),
  reviewers: z.strictObject(People).describe('Who may close the review of a use; never its user'),
})

const Terms = z.strictObject({
  undoWithin: durationBetween('1m', '30d')
    .prefault('24h')
    .describe('How long after its end a change can be undone'),
  scheduleAhead: durationBetween('1m', '30d').prefault('7d').describe('How far ahead --at may be'),
  temporaryUpTo: durationBetween('1m', '30d')
    .prefault('7d')
    .describe('How long --for may last, extensions included'),
})

/** The policy file: who may do what. Strict; no opinion is a denial. */
export const PolicyDocument = z.strictObject({
  contact: Text.optional().describe('Whom to ask when a rule names nobody'),
  roles: z.record(KebabName, Role).default({}),
  bindings: z.record(KebabName, Binding).default({}),
  onCall: z.record(KebabName, OnCall).default({}).describe('Who is on duty, by name'),
  rules: z.array(Rule).min(1),
  freezes: z.array(Freeze).default([]).describe('Times in which changes are denied or asked about'),
  breakGlass: BreakGlass.optional().describe('The way around this policy, for listed people'),
  terms: Terms.prefault({}).describe('How far ahead and how far back'),
})
export type PolicyDocument = z.infer<typeof PolicyDocument>
export type RuleDocument = PolicyDocument['rules'][number]
export type FreezeDocument = PolicyDocument['freezes'][number]
export type BreakGlassDocument = NonNullable<PolicyDocument['breakGlass']>

/** A freeze as the rule it is: about changes, while one of its windows holds. */
export function ruleOfFreeze({ windows, ...freeze }: FreezeDocument): RuleDocument {
  return { ...freeze, risk: ['change', 'danger'], time: { within: windows } }
}
