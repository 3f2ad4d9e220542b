import type { ContextBlock } from '@slack/types'
import type { Text } from '../../core/text.ts'
import { LIMITS } from '../limits.ts'
import { cut } from './cut.ts'
import { mrkdwn } from './mrkdwn.ts'

/** A context block; nothing for nothing. `verbatim` keeps Slack from making links of what looks like one. */
export function smallPrint(text: Text): ContextBlock[] {
  const words = mrkdwn(text)
  if (words.trim() === '') return []
  return [
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: cut(words, LIMITS.textObject), verbatim: true }],
    },
  ]
}
