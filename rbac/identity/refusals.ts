import { DeniedError } from '../../src/core/errors.ts'
import { code, text } from '../../src/core/text.ts'

/** Why somebody is not let in, and what they can do about it. */
export const refuse = {
  foreign: () =>
    new DeniedError(
      'foreign-workspace',
      text`You are from another Slack workspace; only members of this one can use the bot.`,
      { hint: text`Ask somebody of this workspace to run it for you.` },
    ),

  unknown: () =>
    new DeniedError(
      'unknown-person',
      text`Slack does not know you as a member of this workspace.`,
      {
        hint: text`Ask a Slack admin whether your account is a full member.`,
      },
    ),

  bot: () =>
    new DeniedError('bot-refused', text`Bots and workflows cannot use this: a person has to ask.`, {
      hint: text`Type the command yourself.`,
    }),

  deactivated: () =>
    new DeniedError('deactivated', text`This Slack account is deactivated.`, {
      hint: text`Ask a Slack admin to activate it again.`,
    }),

  guest: () =>
    new DeniedError('guest-refused', text`Guests of this workspace cannot use the bot.`, {
      hint: text`Ask a full member to run it, or a Slack admin to make you one.`,
    }),

  /** Says the exact line that is missing, so that whoever is asked can paste it. */
  notMapped: (userId: string, contact: string | undefined) => {
    const whom = contact ?? 'whoever runs the bot'
    const line = `${userId}: { user: YOUR-KUBERNETES-USER, groups: [] }`
    return new DeniedError('not-mapped', text`You are not mapped to a Kubernetes user yet.`, {
      hint: text`Ask ${whom} to add this under ${code('identity.users')} in the configuration: ${code(line)}`,
    })
  },

  emailUnverified: () =>
    new DeniedError('email-unverified', text`Slack has not confirmed your e-mail address.`, {
      hint: text`Confirm the address in your Slack profile, then try again.`,
    }),

  emailChanged: (again: Date) =>
    new DeniedError(
      'email-changed',
      text`Your e-mail address in Slack has changed, so it does not count for now.`,
      {
        hint: text`It counts again at ${{ time: again }}. Sooner: ask for an entry under ${code('identity.users')}.`,
      },
    ),

  emailShared: () =>
    new DeniedError(
      'email-shared',
      text`Your e-mail address stands for somebody else as well, so it does not say who you are.`,
      {
        hint: text`Ask for an entry of your own under ${code('identity.users')} in the configuration.`,
      },
    ),

  emailUnusable: () =>
    new DeniedError('email-unusable', text`Your e-mail address cannot be a Kubernetes user.`, {
      hint: text`Ask for an entry under ${code('identity.users')} in the configuration.`,
    }),
}
