import { code, text } from '../../text.ts'
import { misread, read, type ValueFlag, valueFlag } from '../parameters.ts'

// https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
const MENTION = /^<@([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>$/
const SLACK_USER = /^[UW][A-Z0-9]{2,30}$/
const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.:@+]{0,251}[A-Za-z0-9])?$/

/** `--by=@anna`, `--by=U0123456789`, `--by=anna@example.com`: a Slack user id or a Kubernetes user. */
export function personFlag(help: string): ValueFlag<string | undefined> {
  return valueFlag('PERSON', help, (word) => {
    const id = readSlackUser(word)
    if (id !== undefined) return read(id)
    const name = word.replace(/^@/, '')
    if (NAME.test(name)) return read(name)
    return misread(
      ...text`${code(word.slice(0, 60))} is neither a mention, nor a Slack user id, nor a Kubernetes user`,
    )
  })
}

/** `<@U0123456789>`, as Slack writes a mention, or the id itself; undefined for anything else. */
export function readSlackUser(word: string): string | undefined {
  const [, id] = MENTION.exec(word) ?? []
  return id ?? (SLACK_USER.test(word) ? word : undefined)
}
