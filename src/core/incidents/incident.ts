import type { Diagnosis, Rollout, Severity, Subject } from '../finding.ts'
import type { Voter } from '../held/held-plan.ts'
import type { Text } from '../text.ts'
import type { Scope } from '../view.ts'

/**
 * The life of one trouble: from the finding that held to the day it was over, also over restarts. Plain data; every
 * step of it is a compare-and-swap.
 */
export type Incident = Place & {
  /** Eight characters, as people read them. */
  readonly id: string
  /** Grows by one with each step. */
  readonly version: number
  /** Cluster, owner and cause: no two open ones have the same. */
  readonly key: string
  readonly state: 'open' | 'resolved'
  readonly scope: Pick<Scope, 'cluster' | 'environment' | 'production'>
  readonly detector: string
  readonly cause: string
  readonly severity: Severity
  /** The owner, node or namespace that it is told about. */
  readonly about: Subject
  readonly summary: Text
  readonly evidence: readonly Text[]
  readonly nextStep: string
  readonly diagnosis?: Diagnosis
  readonly rollout?: Rollout
  /** What shows it: how many, and the first few of them. */
  readonly affected: { readonly count: number; readonly some: readonly Subject[] }
  /** ISO times, as all below. */
  readonly since: string
  readonly openedAt: string
  readonly updatedAt: string
  readonly resolvedAt?: string
  /** It ended while nobody looked: `resolvedAt` is when the bot was back. */
  readonly endedUnseen?: boolean
  /** Nobody said that it ended: Alertmanager was last heard of it then. */
  readonly unheardSince?: string
  /** Since when what it is about is not heard of: what is known of it may be out of date. */
  readonly unseenSince?: string
  /** How often it began: more than once when it flaps; and when it last began again. */
  readonly times: number
  readonly reopenedAt?: string
  /** Where else it is told: other channels than its own, each once. */
  readonly also?: readonly Place[]
  /** What routes looked at beside the incident itself. */
  readonly routing?: RoutingFacts
  /** When its thread last said more of it, and of which of its times. */
  readonly detailed?: { readonly times: number; readonly at: string }
  /** The incident that explains this one and tells of it. */
  readonly foldedInto?: string
  /** Owners whose troubles are told with this one. */
  readonly swallows?: { readonly count: number; readonly some: readonly Subject[] }
  readonly ack?: { readonly by: Voter; readonly at: string }
  /** Who is to look after it, and who said so. */
  readonly assigned?: { readonly to: Voter; readonly by: Voter; readonly at: string }
  /** Who was called since it began (last) because nobody acknowledged it. */
  readonly escalations?: readonly Escalation[]
  /** The mute that keeps it silent. */
  readonly mute?: Pick<Mute, 'id' | 'by' | 'until'> & { readonly untilChange?: true }
}

/** A channel in which an incident is told, and how far that is. */
export type Place = {
  /** Channel id, and which route led there, in words. */
  readonly channel: string
  readonly route: string
  /** The route's own name: its quiet hours and its escalation hold here. */
  readonly by?: string
  /** Whether anybody was told: on a card of its own or in a digest. */
  readonly told: boolean
  /** When people there were told. ISO time. */
  readonly toldAt?: string
  /**
   * The digest of that id tells of it: it came in a storm, in `quiet` hours, or too `late` because messages had to wait.
   * `number` is its place there.
   */
  readonly digest?: DigestPlace
  /** Since when quiet hours keep it back. ISO time. */
  readonly heldSince?: string
}

export type DigestPlace = {
  readonly id: string
  readonly number: number
  readonly quiet?: boolean
  readonly late?: boolean
  /** Key of the card that became this digest, where a message of its own would have been one too many. */
  readonly card?: string
}

/** Somebody was called. */
export type Escalation = {
  /** Name of the route, and which of its steps, from 1. */
  readonly by: string
  readonly step: number
  readonly at: string
  /** Of the route's place: where its thread is. */
  readonly from: string
  readonly channel?: string
  readonly users?: readonly string[]
  readonly groups?: readonly string[]
}

/** Labels and annotations of what it is about, as far as routes name them, and the channel that it asked for. */
export type RoutingFacts = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly wish?: ChannelWish
}

/** A channel named by whoever may edit an object: untrusted. */
export type ChannelWish = { readonly channel: string; readonly by: 'object' | 'namespace' }

/** What a mute keeps silent. */
export type Muted =
  | { readonly kind: 'incident'; readonly id: string }
  | {
      readonly kind: 'owner'
      readonly cluster: string
      readonly about: MutedOwner
    }
  | { readonly kind: 'namespace'; readonly cluster: string; readonly namespace: string }
  /** One cause: at one owner, in one namespace, or in the whole cluster. */
  | {
      readonly kind: 'cause'
      readonly cluster: string
      readonly cause: string
      readonly about?: MutedOwner
      readonly namespace?: string
    }

/** An owner by its name: also after it was deleted and made anew. */
export type MutedOwner = Pick<Subject, 'group' | 'resource' | 'kind' | 'namespace' | 'name'>

/** What must not change for a mute to hold: worse, over, or of another revision is a change. */
export type Face = Pick<Incident, 'id' | 'severity'> & { readonly revision?: string }

/** Until when, and by whom, something is kept silent. */
export type Mute = {
  readonly id: string
  readonly what: Muted
  readonly by: Voter
  readonly at: string
  readonly until: string
  /** Only these incidents are silent, each as long as it looks like this; it ends when none is left. */
  readonly faces?: readonly Face[]
}
