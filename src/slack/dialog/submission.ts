import { z } from 'zod'
import { Id, placeOf, type Press, saidBy, type Self } from '../intake/said.ts'
import { ANSWER, Carried } from './modal.ts'

/** A press whose question is answered. */
export type Submission = Press & { readonly answer: string }

const Sent = z.looseObject({
  user: z.looseObject({ id: Id, team_id: Id.optional() }),
  team: z.looseObject({ id: Id }).nullish(),
  view: z.looseObject({
    id: z.string().max(200),
    private_metadata: z.string().max(3_000),
    state: z.looseObject({
      values: z.looseObject({
        [ANSWER]: z.looseObject({
          [ANSWER]: z.looseObject({ value: z.string().max(10_000).nullish() }),
        }),
      }),
    }),
  }),
})

/** A dialog that was sent: by whoever sent it, in the place of its button. */
export function fromSubmission(body: unknown, self: Self): Submission | undefined {
  const parsed = Sent.safeParse(body)
  if (!parsed.success) return undefined
  const { user, team, view } = parsed.data
  const carried = Carried.safeParse(parsedJson(view.private_metadata))
  if (!carried.success) return undefined
  const { offer, channelId, threadTs } = carried.data
  const teamId = team?.id ?? self.teamId
  return {
    person: { userId: user.id, teamId: user.team_id ?? teamId },
    place: placeOf({ teamId, channelId, threadTs }),
    offer,
    answer: view.state.values[ANSWER][ANSWER].value ?? '',
    ...saidBy('view', view.id),
  }
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
