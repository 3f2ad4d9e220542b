import type { Actor, SlackPerson } from './actor.ts'

export type Via = 'slash' | 'mention' | 'dm' | 'button' | 'cli'

/** Where something was said. */
export type Place = {
  readonly teamId: string
  readonly channelId: string
  readonly kind: 'channel' | 'dm'
  readonly threadTs?: string
}

/** Words somebody said, before anything is known about them. Plain data. */
export type Incoming = {
  readonly id: string
  readonly person: SlackPerson
  readonly place: Place
  /** What was typed behind the command's name; untrusted. */
  readonly words: string
  readonly via: Via
  /** Slack's own id of the saying (event, trigger): the same each time it is delivered, to whatever replica. */
  readonly said?: string
}

/** The same, with the person known: what travels down the one road. */
export type Request = Omit<Incoming, 'person'> & {
  readonly actor: Actor
  readonly at: Date
}
