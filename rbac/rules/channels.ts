import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { ChannelId } from '../policy/ids.ts'

export const channels = defineCondition({
  key: 'channels',
  help: 'Where it was said: channel ids, or `dm` for a direct message with the bot.',
  option: z.array(z.literal('dm').or(ChannelId)).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts: { place } }) =>
      settled(
        wanted.includes(place.channelId) || (place.kind === 'dm' && wanted.includes('dm')),
        place.kind === 'dm' ? 'a direct message' : place.channelId,
      ),
})
