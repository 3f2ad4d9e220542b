import { useEffect, useRef } from 'preact/hooks'
import type { SlackSnapshot } from '../../../slack/page-model.ts'
import { unreadCount } from '../world/conversation.ts'

/** Counts what a person has not seen yet; the open conversation is always seen. */
export function useUnread(slack: SlackSnapshot, me: string, open: string) {
  const since = useRef(slack.messages.at(-1)?.ts ?? '0')
  const seen = useRef(new Map<string, string>())
  const latest = slack.messages.at(-1)?.ts ?? '0'
  useEffect(() => {
    seen.current.set(`${me} ${open}`, latest)
  }, [me, open, latest])
  return (channelId: string) => {
    if (channelId === open) return 0
    const reader = { me, since: seen.current.get(`${me} ${channelId}`) ?? since.current }
    return unreadCount(slack, channelId, reader)
  }
}
