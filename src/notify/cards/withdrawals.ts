import type { Withdrawal } from '../../core/delivery.ts'
import type { Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { bold, code, type Text, text } from '../../core/text.ts'
import type { View } from '../../core/view.ts'
import type { Change } from '../incidents/world.ts'
import { cardedPlaces, cardKey, messageKey } from './card-keys.ts'
import { sayOwner } from './subject-words.ts'

/** Cards that are not to be shown any more: a digest or another incident tells instead, or somebody wants silence. */
export const withdrawals = (changes: readonly Change[]): readonly Withdrawal[] =>
  changes.flatMap(({ before, next }) =>
    before
      ? cardedPlaces(before).flatMap((place) => {
          const after = placesOf(next).find(({ channel }) => channel === place.channel)
          const key = cardKey(before, place)
          const isLeft = after !== undefined && (!after.told || messageKey(next, after) !== key)
          return isLeft ? [{ key, view: withdrawn(next, after) }] : []
        })
      : [],
  )

/** For the rare card that came to Slack although nobody here heard of it. It says nothing that could become untrue. */
function withdrawn(incident: Incident, place: Place): View {
  return {
    tone: 'plain',
    scope: incident.scope,
    title: text`${bold(sayOwner(incident.about))} is told elsewhere`,
    parts: [{ part: 'text', text: whoTells(incident, place) }],
    footer: text`incident ${code(incident.id)}`,
  }
}

function whoTells({ foldedInto }: Incident, { digest }: Place): Text {
  if (digest) return text`Told together with others, in the digest of this channel.`
  if (foldedInto !== undefined) return text`Part of incident ${code(foldedInto)}.`
  return text`Told anew once nobody keeps it silent.`
}
